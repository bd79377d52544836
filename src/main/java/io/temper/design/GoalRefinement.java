package io.temper.design;

import static io.temper.design.Refinement.ANNEAL;
import static io.temper.design.Refinement.TRIM;

import io.temper.design.FractionSearch.Point;
import io.temper.goal.Achieved;
import io.temper.goal.Goal;
import io.temper.goal.Goal.Sense;
import io.temper.goal.Goals;
import io.temper.goal.Quantity;
import io.temper.goal.Quantity.Kind;
import io.temper.material.DesignTarget;
import io.temper.material.Phase;
import io.temper.material.Property;
import io.temper.material.Stiffness;
import io.temper.vaereg.LatentPrior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * How a candidate comes nearer to goals that are more than components by value: trimmed to the hard fraction at which wishes balance
 * or a bound becomes active, annealed towards the nearest point of each range and, where there is an objective, a step beyond its
 * best so far, until that brings no more.
 */
record GoalRefinement(DesignRequest request, LoopSettings settings, PhaseScale scale) {
    /** How far beyond the best so far an objective aims, relative. */
    private static final double STEP = 0.05;
    /** An objective is given up after this many evaluations without a gain: two rounds of annealing and trimming. */
    private static final int PATIENCE = 4;
    /** Trimming by less changes nothing that matters [hard fraction]. */
    private static final double STILL = 3e-4;

    private Goals goals(Candidate candidate) {
        return candidate.goals(request.goals());
    }

    Optional<String> next(Candidate candidate) {
        if (candidate.best().isEmpty() || isExhausted(candidate)) {
            return Optional.empty();
        }
        Goals goals = goals(candidate);
        boolean objective = !goals.objectives().isEmpty();
        Evaluation best = candidate.best().get();
        boolean trim = fraction(candidate).isPresent();
        boolean outside = goals.all().stream()
                .filter(g -> g.quantity().equals(Quantity.HARD_FRACTION))
                .anyMatch(g -> g.error(best.proposal().microstructure().hardFraction()) != 0);
        if (trim && (outside || objective)) {
            return Optional.of(TRIM);
        }
        int anneals = candidate.count(ANNEAL);
        int most = objective ? settings.perCandidate() : settings.anneals();
        boolean far = anneals == 0 && candidate.worstError() > settings.annealAbove();
        if (anneals < most && (!trim || far || disagreement(goals, best) > request.tolerance())) {
            return Optional.of(ANNEAL);
        }
        return trim ? Optional.of(TRIM) : Optional.empty();
    }

    /** Whether an objective has gained nothing for a while. */
    private boolean isExhausted(Candidate candidate) {
        int best = candidate.best().map(candidate.history()::indexOf).orElse(0);
        return !goals(candidate).objectives().isEmpty() && candidate.history().size() - 1 - best >= PATIENCE;
    }

    OptionalDouble fraction(Candidate candidate) {
        Goals goals = goals(candidate);
        Proposal base = candidate.base();
        int voxels = base.microstructure().size();
        DoubleUnaryOperator inside = inside(goals, voxels);
        List<Evaluation> tried = candidate.history().stream()
                .filter(e -> e.succeeded() && e.proposal().field().equals(base.field()))
                .toList();
        int lean = lean(goals);
        List<Point> points = new ArrayList<>();
        points.add(new Point(0, balance(goals, end(request.phases().soft(), 0), lean)));
        points.add(new Point(1, balance(goals, end(request.phases().hard(), 1), lean)));
        tried.forEach(e ->
                points.add(new Point(e.proposal().microstructure().hardFraction(), balance(goals, achieved(e), lean))));
        OptionalDouble root = FractionSearch.next(points);
        double now = base.microstructure().hardFraction();
        double next = inside.applyAsDouble(root.orElse(lean == 0 ? now : unbounded(points) ? (lean + 1) / 2.0 : now));
        if (next <= 0 || next >= 1) {
            return OptionalDouble.empty();
        }
        boolean again = tried.stream()
                .anyMatch(e -> Math.abs(e.proposal().microstructure().hardFraction() - next) < STILL);
        return again ? OptionalDouble.empty() : OptionalDouble.of(next);
    }

    /** Whether no bound but that of the fraction itself holds an objective. */
    private static boolean unbounded(List<Point> points) {
        return points.stream().noneMatch(p -> Double.isFinite(p.logRatio()));
    }

    /** Moves a fraction to the nearest that the goals allow, whole voxels inside. */
    private static DoubleUnaryOperator inside(Goals goals, int voxels) {
        double[] range = goals.fractions();
        double low = range[0] > 0 ? Math.ceil(range[0] * voxels - 1e-6) / voxels : 0;
        double high = range[1] < 1 ? Math.floor(range[1] * voxels + 1e-6) / voxels : 1;
        return f -> Math.max(low, Math.min(high, f));
    }

    /** Whether the first objective wants more (1) or less (-1) of the hard phase; 0 if it does not say. */
    private static int lean(Goals goals) {
        return goals.objectives().stream()
                .limit(1)
                .filter(g -> g.quantity().isModulus() || g.quantity().kind() == Kind.HARD_FRACTION)
                .mapToInt(g -> g.sense() == Sense.MAXIMISE ? 1 : -1)
                .sum();
    }

    /**
     * What is zero at the fraction looked for, rising with it: the weighted mean of ln(achieved / aim); where the objective leans,
     * ln of the most binding bound that stands against it. NaN if there is none.
     */
    private double balance(Goals goals, Achieved achieved, int lean) {
        double sum = 0;
        double weights = 0;
        double binding = Double.NaN;
        for (Goal g : goals.all()) {
            if (g.isObjective() || !g.quantity().isModulus()) {
                continue;
            }
            double v = g.quantity().of(achieved);
            double bound = g.aim(lean > 0 ? Double.MAX_VALUE : lean < 0 ? -Double.MAX_VALUE : v, request.tolerance());
            if (lean == 0) {
                sum += g.weight() * Math.log(v / bound);
                weights += g.weight();
            } else if (bound > 0 && bound < Double.MAX_VALUE) {
                double log = Math.log(v / bound);
                binding = Double.isNaN(binding) ? log : lean > 0 ? Math.max(binding, log) : Math.min(binding, log);
            }
        }
        return lean == 0 ? sum / weights : binding;
    }

    private static Achieved end(Phase phase, double fraction) {
        return Achieved.of(Stiffness.of(phase), fraction);
    }

    static Achieved achieved(Evaluation e) {
        return Achieved.of(e.stiffness(), e.proposal().microstructure());
    }

    /** How far the moduli are from a common ratio to their aims [-, logarithmic]. */
    private double disagreement(Goals goals, Evaluation evaluation) {
        Achieved achieved = achieved(evaluation);
        double[] logs = goals.all().stream()
                .filter(g -> !g.isObjective() && g.quantity().isModulus())
                .mapToDouble(g -> {
                    double v = g.quantity().of(achieved);
                    return Math.log(v / g.aim(v, request.tolerance()));
                })
                .toArray();
        double mean = Arrays.stream(logs).average().orElse(0);
        return Arrays.stream(logs).map(l -> Math.abs(l - mean)).max().orElse(0);
    }

    /** As {@link Refinement#search}, towards the {@link Aims}. */
    LatentSearch search(Candidate candidate) {
        Evaluation best = candidate.best().orElseThrow();
        Proposal base = best.proposal();
        Stiffness C = best.stiffness();
        double step = best.requireMerit().met() ? STEP : 0;
        Aims aims = Aims.of(
                goals(candidate), achieved(best), C, base.surrogate().values().keySet(), request.tolerance(), step);
        Map<Property, Double> said = new EnumMap<>(Property.class);
        aims.values().forEach((p, wanted) -> {
            double found = C.require(p);
            double asked = scale.toModel(p, wanted);
            said.put(p, found > 0 ? asked * base.surrogate().mean(p) / scale.toModel(p, found) : asked);
        });
        LatentPrior.Mode mode =
                Objects.requireNonNull(candidate.mode(), "only what the model inferred can be annealed");
        int guide = candidate.guide() == null ? 0 : candidate.guide().index();
        long seed = new SplittableRandom(31 * (31 * request.seed() + 1000L * guide + mode.index())
                        + candidate.history().size())
                .nextLong();
        return new LatentSearch(new DesignTarget(said), aims.weights(), mode, base.z(), seed);
    }
}
