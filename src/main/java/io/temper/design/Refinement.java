package io.temper.design;

import io.temper.design.FractionSearch.Point;
import io.temper.generation.SplitMix64;
import io.temper.material.DesignTarget;
import io.temper.material.Phase;
import io.temper.material.Property;
import io.temper.material.Stiffness;
import io.temper.vaereg.LatentPrior;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * How a candidate is improved: annealed, or tuned if it is the generator's, while it is far off or its components disagree, since
 * trimming moves all of them together; then trimmed.
 *
 * @param scale from the requested phases to the model's
 */
record Refinement(DesignRequest request, LoopSettings settings, PhaseScale scale) {
    static final String ANNEAL = "anneal";
    static final String TUNE = "tune";
    static final String TRIM = "trim";

    private boolean isPlain() {
        return request.goals().plain().isPresent();
    }

    private GoalRefinement forGoals() {
        return new GoalRefinement(request, settings, scale);
    }

    private DesignTarget target() {
        return request.goals().plain().orElseThrow();
    }

    /** The action that may bring a candidate nearer; empty if there is none. */
    Optional<String> next(Candidate candidate) {
        if (!isPlain()) {
            return forGoals().next(candidate);
        }
        Optional<Evaluation> best = candidate.best();
        if (best.isEmpty()) {
            return Optional.empty();
        }
        boolean inferred = candidate.mode() != null;
        String search = inferred ? ANNEAL : TUNE;
        int searches = candidate.count(search);
        boolean far = searches == 0 && candidate.worstError() > settings.annealAbove();
        if (searches < (inferred ? settings.anneals() : settings.tunes())
                && (far || disagreement(best.get()) > request.tolerance())) {
            return Optional.of(search);
        }
        return fraction(candidate).isPresent() ? Optional.of(TRIM) : Optional.empty();
    }

    /** The hard fraction to trim the best microstructure's field to; empty if trimming can do no more. */
    OptionalDouble fraction(Candidate candidate) {
        if (!isPlain()) {
            return forGoals().fraction(candidate);
        }
        Proposal base = candidate.base();
        List<Evaluation> tried = candidate.history().stream()
                .filter(e -> e.succeeded() && e.proposal().field().equals(base.field()))
                .toList();
        List<Point> points = new ArrayList<>();
        points.add(new Point(0, meanLogRatio(request.phases().soft())));
        points.add(new Point(1, meanLogRatio(request.phases().hard())));
        tried.forEach(e -> points.add(new Point(e.proposal().microstructure().hardFraction(), mean(logRatios(e)))));
        OptionalDouble next = FractionSearch.next(points);
        int voxels = base.microstructure().size();
        boolean again = next.isPresent()
                && tried.stream()
                        .anyMatch(e ->
                                e.proposal().microstructure().hardVoxels() == Math.round(next.getAsDouble() * voxels));
        return again ? OptionalDouble.empty() : next;
    }

    /**
     * The search in latent space for a candidate. The surrogate has to say the target times predicted / achieved, so that the
     * solver finds the target (space mapping, Bandler et al. 1994).
     */
    LatentSearch search(Candidate candidate) {
        if (!isPlain()) {
            return forGoals().search(candidate);
        }
        LatentPrior.Mode mode =
                Objects.requireNonNull(candidate.mode(), "only what the model inferred can be annealed");
        // distinct for every search of a design, and independent of the order in which candidates are refined
        long seed = new SplittableRandom(31 * (31 * request.seed() + mode.index())
                        + candidate.history().size())
                .nextLong();
        return new LatentSearch(corrected(candidate), mode, candidate.base().z(), seed);
    }

    /** The search among the generator's microstructures for a candidate, the shorter the more in vain it was before. */
    GeneratorSearch tuning(Candidate candidate) {
        Evaluation best = candidate.best().orElseThrow();
        long vain =
                candidate.history().stream().dropWhile(e -> e != best).skip(1).count();
        return new GeneratorSearch(corrected(candidate), point(candidate), Math.pow(0.5, vain));
    }

    /** Other noise through the filter of a candidate's best microstructure. */
    GeneratorPoint another(Candidate candidate) {
        return point(candidate)
                .withSeed(SplitMix64.seed(
                        request.seed(),
                        point(candidate).seed(),
                        candidate.history().size()));
    }

    private static GeneratorPoint point(Candidate candidate) {
        return Objects.requireNonNull(candidate.base().point(), "only what the generator made can be tuned");
    }

    private DesignTarget corrected(Candidate candidate) {
        Proposal base = candidate.base();
        Stiffness achieved = candidate.best().orElseThrow().stiffness();
        Map<Property, Double> said = new EnumMap<>(Property.class);
        scale.toModel(target()).values().forEach((p, wanted) -> {
            double found = achieved.require(p);
            double predicted = base.surrogate().mean(p);
            said.put(p, found > 0 ? wanted * predicted / scale.toModel(p, found) : wanted);
        });
        return new DesignTarget(said);
    }

    /** How far the components are from a common ratio to their targets [-, logarithmic]; 0 for a single component. */
    private double disagreement(Evaluation evaluation) {
        double[] ratios = logRatios(evaluation);
        double mean = mean(ratios);
        double worst = 0;
        for (double r : ratios) {
            worst = Math.max(worst, Math.abs(r - mean));
        }
        return worst;
    }

    private double[] logRatios(Evaluation evaluation) {
        return logRatios(evaluation.stiffness());
    }

    /** ln(achieved / target) by component; a component that is not positive gives -Infinity or NaN, which brackets nothing. */
    private double[] logRatios(Stiffness achieved) {
        return target().values().entrySet().stream()
                .mapToDouble(e -> Math.log(achieved.require(e.getKey()) / e.getValue()))
                .toArray();
    }

    private double meanLogRatio(Phase phase) {
        return mean(logRatios(Stiffness.of(phase)));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum / values.length;
    }
}
