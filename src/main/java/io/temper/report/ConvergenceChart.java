package io.temper.report;

import io.temper.design.DesignReport;
import io.temper.design.DesignReport.CandidateReport;
import io.temper.design.DesignReport.Step;
import java.util.List;
import java.util.OptionalDouble;

/** The error of each candidate from evaluation to evaluation, on a logarithmic scale. */
final class ConvergenceChart {
    private static final double WIDTH = 720;
    private static final double LEFT = 84;
    private static final double RIGHT = 590;
    private static final double TOP = 10;
    private static final double BOTTOM = 250;
    /** Errors below are drawn here: half of the last digit that the tables show. */
    private static final double SMALLEST = 5e-5;

    private final DesignReport report;
    private final double low;
    private final double high;
    private final int evaluations;

    private ConvergenceChart(DesignReport report) {
        this.report = report;
        double[] errors = report.candidates().stream()
                .flatMap(c -> c.history().stream())
                .map(ConvergenceChart::error)
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        double smallest = report.tolerance();
        double largest = report.tolerance();
        for (double e : errors) {
            smallest = Math.min(smallest, e);
            largest = Math.max(largest, e);
        }
        this.low = Math.pow(10, Math.floor(Math.log10(smallest)));
        this.high = Math.max(10 * low, 1.5 * largest);
        this.evaluations = report.candidates().stream()
                .flatMap(c -> c.history().stream())
                .mapToInt(Step::number)
                .max()
                .orElse(1);
    }

    static String of(DesignReport report) {
        return new ConvergenceChart(report).draw();
    }

    /** The worst component's error of one evaluation, none if it failed. */
    private static OptionalDouble error(Step step) {
        Double misfit = step.misfit();
        return misfit == null ? OptionalDouble.empty() : OptionalDouble.of(Math.max(misfit, SMALLEST));
    }

    private String draw() {
        Svg svg = new Svg(WIDTH, BOTTOM + 44, "error of each candidate against the number of the evaluation");
        svg.rectangle("band", LEFT, y(report.tolerance()), RIGHT - LEFT, BOTTOM - y(report.tolerance()));
        svg.text(
                "axis",
                "start",
                LEFT + 8,
                y(report.tolerance()) + 15,
                "within tolerance " + Figures.percent(report.tolerance()));
        Ticks.decades(low, high)
                .forEach(e -> svg.line("grid", LEFT, y(e), RIGHT, y(e))
                        .text("axis", "end", LEFT - 8, y(e) + 4, Figures.percent(e)));
        Ticks.linear(1, Math.max(2, evaluations), 10)
                .filter(n -> n == Math.rint(n) && n >= 1)
                .forEach(n -> svg.line("tick", x(n), BOTTOM, x(n), BOTTOM + 5)
                        .text("axis", "middle", x(n), BOTTOM + 18, Integer.toString((int) n)));
        svg.line("zero", LEFT, BOTTOM, RIGHT, BOTTOM);
        List<CandidateReport> candidates = report.candidates();
        for (int i = candidates.size() - 1; i >= 0; i--) {
            series(svg, i, candidates.get(i).history());
        }
        return legend(svg)
                .text("axis", "middle", (LEFT + RIGHT) / 2, BOTTOM + 37, "finite-element evaluation, number")
                .upwards("axis", 14, (TOP + BOTTOM) / 2, "|achieved / target − 1|")
                .end();
    }

    private void series(Svg svg, int i, List<Step> steps) {
        StringBuilder points = new StringBuilder();
        steps.forEach(s -> error(s).ifPresent(
                        e -> points.append(Svg.point(x(s.number()), y(e))).append(' ')));
        svg.polyline("curve s" + i % 4, points.toString().trim());
        for (Step s : steps) {
            error(s).ifPresentOrElse(
                            e -> svg.marker("mark", i, x(s.number()), y(e)),
                            () -> svg.cross("failed", x(s.number()), BOTTOM));
        }
    }

    private Svg legend(Svg svg) {
        for (int i = 0; i < report.candidates().size(); i++) {
            double y = TOP + 12 + 20 * i;
            svg.marker("mark", i, RIGHT + 22, y)
                    .text(
                            "label",
                            "start",
                            RIGHT + 34,
                            y + 4,
                            report.candidates().get(i).id());
        }
        return svg;
    }

    private double x(double number) {
        double last = Math.max(2, evaluations);
        return LEFT + 14 + (RIGHT - LEFT - 28) * (number - 1) / (last - 1);
    }

    private double y(double error) {
        return BOTTOM - (BOTTOM - TOP) * Math.log(error / low) / Math.log(high / low);
    }
}
