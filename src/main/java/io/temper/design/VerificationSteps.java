package io.temper.design;

import io.temper.fem.FemException;
import io.temper.fem.FemResult;
import io.temper.goal.Achieved;
import io.temper.material.Microstructure;
import java.io.IOException;

/** The logic behind the steps of the route {@code verify}: what an evaluation gave. */
final class VerificationSteps {
    private VerificationSteps() {}

    static void record(DesignRun run, Verification verification, Object outcome) throws IOException {
        if (outcome instanceof FemException e && e.reason() == FemException.Reason.CANCELLED) {
            run.checkHalt(); // it was ended since the design is to rest: no failure
        }
        if (run.isDurable() && outcome instanceof FemException e) {
            if (e.reason() == FemException.Reason.IO) {
                throw run.stuck(e);
            } else if (isEnding()) { // and ends its solvers
                run.halt(new Halt(Halt.Kind.LEAVE, "temper was stopped"));
                run.checkHalt();
            }
        }
        if (outcome instanceof FemResult result
                && result.stiffness()
                        .solvedColumns()
                        .containsAll(run.request().goals().columns())) {
            succeeded(run, verification, result);
        } else if (outcome instanceof Exception e) {
            failed(run, verification, DesignLoop.message(e));
        } else {
            failed(
                    run,
                    verification,
                    "the solver's step gave no stiffness for %s: %s"
                            .formatted(run.request().goals(), outcome));
        }
    }

    /** Whether this JVM is shutting down. */
    private static boolean isEnding() {
        Thread hook = new Thread();
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** Voxels are written before the step is kept: what a report names is there, even if the design rests with this step. */
    private static void succeeded(DesignRun run, Verification verification, FemResult result) throws IOException {
        if (verification instanceof Verification.OfSample s) {
            Step step = new Step.SampleEvaluated(s.number(), s.sample(), result, null);
            run.record(step, "verify", found(run, "sample", result, s.microstructure()));
            return;
        }
        Verification.OfCandidate v = (Verification.OfCandidate) verification;
        Candidate candidate = run.candidate(v.candidateId());
        DesignRequest request = run.request();
        Merit merit = Merit.of(
                candidate.goals(request.goals()),
                Achieved.of(result.stiffness(), v.microstructure()),
                request.tolerance());
        boolean better = candidate
                .best()
                .map(b -> Merit.BEST_FIRST.compare(merit, b.requireMerit()) < 0)
                .orElse(true);
        Step step = new Step.Evaluated(v.number(), v.candidateId(), result, null);
        run.record(step, "verify", found(run, v.candidateId(), result, v.microstructure()), report -> {
            if (better) {
                DesignFolder.writeVoxels(run, candidate, v.proposal().microstructure());
            }
        });
    }

    private static String found(DesignRun run, String what, FemResult result, Microstructure voxels) {
        StringBuilder found = new StringBuilder(what).append(':');
        run.request()
                .goals()
                .outcomes(Achieved.of(result.stiffness(), voxels), run.request().tolerance())
                .forEach(o -> found.append(' ').append(o).append(';'));
        return found.substring(0, found.length() - 1);
    }

    private static void failed(DesignRun run, Verification verification, String failure) {
        String what = "sample";
        Step step;
        if (verification instanceof Verification.OfCandidate v) {
            what = v.candidateId();
            step = new Step.Evaluated(v.number(), what, null, failure);
        } else {
            Verification.OfSample s = (Verification.OfSample) verification;
            step = new Step.SampleEvaluated(s.number(), s.sample(), null, failure);
        }
        run.record(step, "verify", "%s: evaluation %d failed: %s".formatted(what, verification.number(), failure));
    }
}
