package io.temper.design;

import io.temper.design.DesignReport.CandidateReport;
import io.temper.design.DesignReport.SolverNote;
import io.temper.design.DesignReport.Step;
import io.temper.fem.FemResult;
import io.temper.material.Property;
import io.temper.vaereg.LatentPrior;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes reports of designs. */
final class Reports {
    private Reports() {}

    /** @param state of the run, now or after steps to be taken */
    static DesignReport of(DesignRun run, DesignState state, double seconds) {
        return new DesignReport(
                run.id(),
                run.request().target().values(),
                run.request().tolerance(),
                state.status(),
                state.reason(),
                state.candidates().stream()
                        .sorted(Comparator.comparingDouble(Candidate::worstError))
                        .flatMap(c -> candidate(run, state, c))
                        .toList(),
                state.evaluations(),
                seconds,
                state.generations().retrainings().stream()
                        .map(r -> retraining(run, r))
                        .toList(),
                Provenance.of(run, state));
    }

    /** Empty while there is no microstructure to speak of. */
    private static Stream<CandidateReport> candidate(DesignRun run, DesignState state, Candidate candidate) {
        @Nullable Evaluation best = candidate.best().orElse(null);
        @Nullable Proposal shown = best != null ? best.proposal() : candidate.pending();
        if (shown == null) {
            return Stream.empty();
        }
        LatentPrior.@Nullable Mode mode = candidate.mode();
        return Stream.of(new CandidateReport(
                candidate.id(),
                candidate.origin(),
                mode == null ? null : mode.index(),
                state.generations().all().get(candidate.generation()).version().name(),
                mode == null ? null : mode.weight(),
                candidate.sample(),
                shown.point(),
                best == null ? null : DesignFolder.voxelFile(candidate),
                ByProperty.copy(shown.surrogate().values()),
                best == null ? Map.of() : verified(run, best.result()),
                best == null ? Map.of() : best.errors(),
                candidate.worstError() <= run.request().tolerance(),
                shown.microstructure().hardFraction(),
                shown.correlationLength(),
                history(run, candidate),
                best == null ? null : solver(run, best)));
    }

    private static List<Step> history(DesignRun run, Candidate candidate) {
        return candidate.history().stream()
                .map(e -> new Step(
                        e.number(),
                        e.proposal().action(),
                        e.proposal().microstructure().hardFraction(),
                        verified(run, e.result()),
                        e.errors(),
                        e.failure()))
                .toList();
    }

    private static DesignReport.Retraining retraining(DesignRun run, RetrainingRecord r) {
        return new DesignReport.Retraining(
                r.parent().name(),
                r.reason(),
                r.points(),
                r.version() == null ? null : r.version().name(),
                r.outcome(),
                r.samples().stream().map(s -> sample(run, s)).toList());
    }

    private static DesignReport.Sample sample(DesignRun run, SampleEvaluation s) {
        FemResult result = s.result();
        return new DesignReport.Sample(
                s.number(),
                List.of(
                        s.sample().sigma().x(),
                        s.sample().sigma().y(),
                        s.sample().sigma().z()),
                s.sample().fraction(),
                s.sample().seed(),
                verified(run, result),
                result == null ? Map.of() : run.request().target().errors(result.stiffness()),
                s.failure());
    }

    /** The wanted components, as the solver found them [GPa]; empty if it failed. */
    private static Map<Property, Double> verified(DesignRun run, @Nullable FemResult result) {
        Map<Property, Double> values = new EnumMap<>(Property.class);
        if (result != null) {
            run.request()
                    .target()
                    .values()
                    .keySet()
                    .forEach(p -> values.put(p, result.stiffness().require(p)));
        }
        return values;
    }

    private static @Nullable SolverNote solver(DesignRun run, Evaluation evaluation) {
        FemResult r = evaluation.result();
        if (r == null) {
            return null;
        }
        Path logs = run.folder().relativize(evaluation.folder());
        return new SolverNote(
                r.solver(),
                r.version(),
                r.iterations(),
                r.residual(),
                r.seconds(),
                logs.toString().replace('\\', '/'));
    }
}
