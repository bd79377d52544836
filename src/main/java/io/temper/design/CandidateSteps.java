package io.temper.design;

import io.temper.goal.Achieved;
import io.temper.goal.Goals;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.Property;
import io.temper.vaereg.LatentPrior;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.PhaseField;
import io.temper.vaereg.Prediction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** The logic behind the steps of the route {@code infer}: what the model is asked for, and what becomes a candidate. */
final class CandidateSteps {
    /** Guides to look at for each that is followed, where the geometry decides. */
    private static final int SCREENED = 4;

    private final LoopSettings settings;
    private final NearestSamples samples;
    private final LabelledStiffness.Source labels;

    CandidateSteps(LoopSettings settings, NearestSamples samples, LabelledStiffness.Source labels) {
        this.settings = settings;
        this.samples = samples;
        this.labels = labels;
    }

    List<Guide> guides(DesignRun run) throws IOException {
        DesignRequest request = run.request();
        Optional<DesignTarget> asked = request.goals().asked();
        if (asked.isPresent()) {
            return List.of(new Guide(1, 1, asked.get(), List.of()));
        }
        ModelCard card = run.model();
        PhaseScale scale = new PhaseScale(request.phases(), card.phases());
        boolean screened =
                request.goals().all().stream().anyMatch(g -> g.quantity().isGeometric());
        List<Guide> guides = new Guides(request, card.properties(), scale)
                .choose(labels.of(card.phases()), settings.keepModes() * (screened ? SCREENED : 1));
        return (screened ? screen(run, guides) : guides)
                .stream()
                        .filter(g -> run.standing().current().stream()
                                .map(Candidate::guide)
                                .allMatch(known -> known == null || known.index() != g.index()))
                        .toList();
    }

    /** Keeps the guides whose decoded microstructures come nearest to what is asked of their geometry. */
    private List<Guide> screen(DesignRun run, List<Guide> guides) {
        Goals goals = run.request().goals();
        double[] range = goals.fractions();
        Map<Guide, Double> misfits = new LinkedHashMap<>();
        for (Guide guide : guides) {
            LatentPrior.Mode mode =
                    run.vaeReg().prior(modelTarget(run, guide)).modes().get(0);
            PhaseField field = run.vaeReg().decode(List.of(mode.mean())).get(0);
            double fraction = Math.max(range[0], Math.min(range[1], field.hardFraction()));
            Achieved shown =
                    Achieved.of(fraction == field.hardFraction() ? field.microstructure() : field.atFraction(fraction));
            misfits.put(guide, goals.misfit(shown, run.request().tolerance()));
        }
        List<Guide> kept = misfits.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .limit(settings.keepModes())
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparingInt(Guide::index))
                .toList();
        long met = misfits.values().stream()
                .filter(m -> m <= run.request().tolerance())
                .count();
        run.tellOnce(
                "infer",
                "%d of %d decoded microstructures keep to the geometry that is asked for; %d are followed"
                        .formatted(met, guides.size(), kept.size()));
        List<Guide> numbered = new ArrayList<>();
        kept.forEach(g -> numbered.add(new Guide(numbered.size() + 1, kept.size(), g.target(), g.bounds())));
        return numbered;
    }

    DesignTarget modelTarget(DesignRun run, Guide guide) {
        return new PhaseScale(run.request().phases(), run.model().phases()).toModel(guide.target());
    }

    List<LatentPrior.Mode> choose(DesignRun run, LatentPrior prior) {
        List<LatentPrior.Mode> modes = prior.modes();
        List<LatentPrior.Mode> chosen = IntStream.range(0, modes.size())
                .filter(k -> k < settings.keepModes() || modes.get(k).weight() >= settings.keepWeight())
                .mapToObj(modes::get)
                .toList();
        return chosen;
    }

    List<LatentPrior.Mode> choose(DesignRun run, Guide guide, LatentPrior prior) {
        List<LatentPrior.Mode> chosen = choose(run, prior);
        return run.request().goals().asked().isPresent() ? chosen : chosen.subList(0, 1);
    }

    void begin(DesignRun run, Guide guide, List<LatentPrior.Mode> modes) {
        if (run.request().goals().asked().isPresent()) {
            begin(run, modes);
            return;
        }
        int generation = run.standing().generation();
        String id = "guide" + guide.index() + (generation == 0 ? "" : "-r" + generation);
        Candidate candidate = new Candidate(id, modes.get(0), null, generation, null, List.of(), guide);
        run.record(
                new Step.Chosen(List.of(candidate)),
                "infer",
                "%s becomes a candidate: it asks for %s GPa%s"
                        .formatted(
                                id,
                                rounded(guide.target()),
                                guide.bounds().isEmpty() ? "" : ", within " + Goals.join(guide.bounds())));
    }

    private static String rounded(DesignTarget target) {
        StringBuilder s = new StringBuilder();
        target.values()
                .forEach((p, v) ->
                        s.append(s.isEmpty() ? "" : ", ").append(String.format(Locale.ROOT, "%s %.3g", p, v)));
        return s.toString();
    }

    void begin(DesignRun run, List<LatentPrior.Mode> modes) {
        int generation = run.standing().generation();
        List<Candidate> candidates = new ArrayList<>();
        for (LatentPrior.Mode mode : modes) {
            String id = "mode" + mode.index() + (generation == 0 ? "" : "-r" + generation);
            candidates.add(new Candidate(id, mode, generation, null, List.of()));
        }
        run.record(new Step.Chosen(candidates), "infer", "%d modes become candidates".formatted(modes.size()));
    }

    void retrieve(DesignRun run) throws IOException {
        int generation = run.standing().generation();
        boolean done = run.candidates().stream().anyMatch(c -> c.sample() != null);
        Optional<DesignTarget> plain = run.request().goals().plain();
        if (plain.isEmpty() || plain.get().values().size() == 1 || generation > 0 || done) {
            return;
        }
        DesignTarget target = new PhaseScale(run.request().phases(), run.model().phases()).toModel(plain.get());
        List<NearestSamples.Sample> near = samples.near(target, run.model().phases(), settings.samples());
        if (!near.isEmpty()) {
            run.record(
                    new Step.Chosen(near.stream()
                            .map(s -> new Candidate("sample" + s.index(), null, s, generation, null, List.of(), null))
                            .toList()),
                    "infer",
                    "%d labelled samples become candidates beside them, the nearest %s off"
                            .formatted(
                                    near.size(),
                                    DecisionRule.percent(near.get(0).error())));
        }
    }

    void welcome(DesignRun run) throws IOException {
        String start = run.request().start();
        boolean done = run.candidates().stream().anyMatch(c -> c.origin().equals(Candidate.GIVEN));
        if (start == null || done || run.standing().generation() > 0) {
            return;
        }
        Microstructure voxels = given(run);
        Prediction prediction = run.vaeReg().predict(List.of(voxels)).get(0);
        Map<Property, Double> values = new EnumMap<>(Property.class);
        run.model().properties().forEach(p -> values.put(p, prediction.mean(p)));
        // as wide as the model takes microstructures of this stiffness to be spread
        double[] logVariance =
                run.vaeReg().prior(new DesignTarget(values)).modes().get(0).logVariance();
        LatentPrior.Mode mode = new LatentPrior.Mode(0, 1, prediction.latent(), logVariance);
        run.record(
                new Step.Chosen(List.of(new Candidate(Candidate.GIVEN, mode, 0, null, List.of()))),
                "infer",
                "what was given becomes a candidate: %s".formatted(voxels));
    }

    Microstructure given(DesignRun run) throws IOException {
        return DesignFolder.readStart(
                run.folder(), Objects.requireNonNull(run.request().start()));
    }
}
