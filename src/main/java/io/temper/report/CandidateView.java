package io.temper.report;

import io.temper.design.DesignReport.CandidateReport;
import io.temper.design.DesignReport.SolverNote;
import io.temper.design.DesignReport.Step;
import io.temper.design.NearestSamples;
import io.temper.material.Microstructure;
import io.temper.material.Property;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One candidate in the report's words. */
public record CandidateView(
        CandidateReport candidate,
        List<String> slices,
        String verdict,
        String hardFraction,
        String origin,
        String lengths,
        List<Value> values,
        String solver,
        List<Evaluation> history) {
    /** One component: surrogate with its standard deviation, verified value, error. */
    public record Value(String property, String surrogate, String verified, String error) {
        public boolean isWanted() {
            return !error.equals(NONE);
        }
    }

    /** One evaluation of the history. */
    public record Evaluation(int number, String action, String hardFraction, String outcome, String error) {}

    private static final String NONE = "–";

    static CandidateView of(CandidateReport c, @Nullable Microstructure voxels) {
        return new CandidateView(
                c,
                voxels == null ? List.of() : SlicePicture.of(voxels),
                c.verified().isEmpty() ? "not verified" : c.accepted() ? "within tolerance" : "outside tolerance",
                percent(c.hardFraction()),
                origin(c),
                c.correlationLength().stream().map(Figures::one).collect(Collectors.joining(" / ")),
                values(c),
                solver(c.solver()),
                c.history().stream().map(CandidateView::evaluation).toList());
    }

    private static String origin(CandidateReport c) {
        NearestSamples.Sample sample = c.sample();
        if (sample == null && Integer.valueOf(0).equals(c.mode())) {
            return "the microstructure that was given";
        }
        return sample == null
                ? "mode %s of weight %s".formatted(c.mode(), percent(Objects.requireNonNull(c.modeWeight())))
                : "sample %d of the dataset, %s off".formatted(sample.index(), percent(sample.error()));
    }

    /** Those that the solver found. */
    public List<Value> verifiedValues() {
        return values.stream().filter(v -> !v.verified().equals(NONE)).toList();
    }

    private static List<Value> values(CandidateReport c) {
        TreeSet<Property> properties = new TreeSet<>(c.surrogate().keySet());
        properties.addAll(c.verified().keySet());
        return properties.stream().map(p -> value(c, p)).toList();
    }

    private static Value value(CandidateReport c, Property p) {
        var estimate = c.surrogate().get(p);
        return new Value(
                p.name(),
                estimate == null
                        ? NONE
                        : Figures.gigapascal(estimate.mean()) + " ± " + Figures.like(estimate.mean(), estimate.sd()),
                text(c.verified(), p, true),
                text(c.error(), p, false));
    }

    private static String text(Map<Property, Double> values, Property p, boolean stiffness) {
        Double v = values.get(p);
        return v == null ? NONE : stiffness ? Figures.gigapascal(v) : Figures.signedPercent(v);
    }

    private static String solver(@Nullable SolverNote s) {
        return s == null
                ? NONE
                : "%s %s; %s iterations, residual %s, %s s"
                        .formatted(
                                s.name(),
                                s.version(),
                                s.iterations().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                                Figures.brief(s.residual()),
                                Figures.one(s.seconds()));
    }

    private static Evaluation evaluation(Step s) {
        return new Evaluation(
                s.number(),
                s.action(),
                percent(s.hardFraction()),
                outcome(s.verified(), s.failure()),
                errors(s.error(), s.failure()));
    }

    static String outcome(Map<Property, Double> verified, @Nullable String failure) {
        return failure != null ? failure : join(verified, (p, v) -> "%s = %s GPa".formatted(p, Figures.gigapascal(v)));
    }

    static String errors(Map<Property, Double> errors, @Nullable String failure) {
        return failure != null ? NONE : join(errors, (p, v) -> Figures.signedPercent(v));
    }

    private static String join(
            Map<Property, Double> values, java.util.function.BiFunction<Property, Double, String> text) {
        return values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> text.apply(e.getKey(), e.getValue()))
                .collect(Collectors.joining(", "));
    }

    static String percent(double fraction) {
        return Figures.one(100 * fraction) + " %";
    }
}
