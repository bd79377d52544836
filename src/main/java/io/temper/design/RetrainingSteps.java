package io.temper.design;

import io.temper.generation.SplitMix64;
import io.temper.material.DesignTarget;
import io.temper.vaereg.versions.LabelledPoint;
import io.temper.vaereg.versions.ModelVersion;
import io.temper.vaereg.versions.Models;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The logic behind the steps of the route {@code retrain}. */
final class RetrainingSteps {
    private final Models models;
    private final SampleCentres centres;

    RetrainingSteps(Models models, SampleCentres centres) {
        this.models = models;
        this.centres = centres;
    }

    /** Fresh samples around the candidates that are to be brought home, as many as the budget allows and are not labelled yet. */
    List<Verification> samples(DesignRun run) {
        Decision.Retrain retrain = (Decision.Retrain) run.decision();
        DesignRequest request = run.request();
        int size = run.model().size();
        List<Candidate> off =
                retrain.candidateIds().stream().map(run::candidate).toList();
        DesignState state = run.state();
        List<FreshSample> samples = SamplePlan.around(
                centres.near(wanted(run), off, size),
                run.rule().retraining().samples(state.decidedAt()),
                size,
                new SplitMix64(SplitMix64.seed(request.seed(), retrainings(state))));
        List<Verification> verifications = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            int number = state.decidedAt() + 1 + i;
            if (!state.isEvaluated(number)) {
                FreshSample sample = samples.get(i);
                verifications.add(new Verification.OfSample(
                        number, sample, sample.generate(size), state.evaluationFolder(number, "sample")));
            }
        }
        run.tellOnce("retrain", "%d fresh microstructures near the target are labelled".formatted(samples.size()));
        return verifications;
    }

    /** Everything that this design has labelled and no earlier retraining has had. */
    RetrainingTask task(DesignRun run) {
        List<LabelledPoint> points = run.points();
        double seconds = run.request().budget().seconds() - run.seconds();
        if (!(seconds > 0)) {
            throw new IllegalStateException("labelling took what was left of the budget of %s s"
                    .formatted(run.request().budget().seconds()));
        }
        run.tellOnce(
                "retrain",
                "%s is fine-tuned on %d points".formatted(run.version().name(), points.size()));
        return new RetrainingTask(
                run.id(),
                wanted(run),
                run.version(),
                run.vaeReg(),
                points,
                seconds,
                SplitMix64.seed(run.request().seed(), retrainings(run.state()), 1),
                line -> run.tell("retrain", line));
    }

    /** What the model was asked for: the target, or the guide of the candidate that came nearest. */
    static DesignTarget wanted(DesignRun run) {
        return run.request()
                .goals()
                .asked()
                .orElseGet(() -> run.standing().current().stream()
                        .filter(c -> c.guide() != null)
                        .min(Comparator.comparingDouble(Candidate::worstError))
                        .map(c -> Objects.requireNonNull(c.guide()).target())
                        .orElseThrow());
    }

    private static int retrainings(DesignState state) {
        return state.generations().retrainings().size();
    }

    /** Takes the new model, if it is better. Returns whether the design goes on with it. */
    boolean retrained(DesignRun run, Object outcome) {
        if (outcome instanceof Retrainer.Better better) {
            return take(run, better.version());
        } else if (outcome instanceof Retrainer.NotBetter notBetter) {
            return keep(run, "no better model: " + notBetter.reason());
        } else if (outcome instanceof Exception e) {
            return keep(run, "failed: " + DesignLoop.message(e));
        }
        return keep(run, "failed: the step gave no outcome but %s".formatted(outcome));
    }

    private boolean take(DesignRun run, ModelVersion version) {
        String parent = run.version().name();
        Models.Lease lease;
        boolean current;
        try {
            lease = models.lease(version.name());
        } catch (IOException e) {
            return keep(run, "failed: " + DesignLoop.message(e));
        }
        try {
            DesignLoop.checkKnows(lease.model().card(), run.request());
            current = models.supersede(parent, version.name());
        } catch (IOException | IllegalArgumentException e) {
            lease.close();
            return keep(run, "failed: " + DesignLoop.message(e));
        }
        String outcome =
                "%s is better than %s on held-out data (%s)".formatted(version.name(), parent, version.figures());
        run.retrained(
                new Step.Retrained(outcome, version.name()),
                lease,
                outcome + (current ? "" : "; it is kept, but is not the current model"));
        return true;
    }

    private static boolean keep(DesignRun run, String outcome) {
        run.retrained(new Step.Retrained(outcome, null), null, outcome);
        return false;
    }
}
