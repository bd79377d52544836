package io.temper.report;

import io.temper.design.DesignReport;
import io.temper.design.DesignReport.FrontPoint;
import io.temper.design.DesignReport.GoalReport;
import io.temper.design.DesignReport.GoalResult;
import io.temper.design.DesignReport.Step;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Two objectives against each other: every verified microstructure, and the front of those that no other one beats. */
final class ParetoChart {
    private static final double WIDTH = 720;
    private static final double LEFT = 84;
    private static final double RIGHT = 690;
    private static final double TOP = 12;
    private static final double BOTTOM = 300;

    private final GoalReport first;
    private final GoalReport second;
    private final double[] x;
    private final double[] y;

    private ParetoChart(DesignReport report, GoalReport first, GoalReport second) {
        this.first = first;
        this.second = second;
        x = span(report, first);
        y = span(report, second);
    }

    /** The drawing; null if there are not two objectives or nothing meets all that is asked. */
    static @Nullable String of(DesignReport report) {
        List<GoalReport> objectives = report.goals().stream()
                .filter(g -> g.wish().startsWith("max") || g.wish().startsWith("min"))
                .toList();
        return objectives.size() < 2 || report.front().isEmpty()
                ? null
                : new ParetoChart(report, objectives.get(0), objectives.get(1)).draw(report);
    }

    private static double value(List<GoalResult> results, GoalReport goal) {
        return results.stream()
                .filter(r -> r.quantity().equals(goal.quantity()))
                .mapToDouble(GoalResult::value)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static Stream<List<GoalResult>> all(DesignReport report) {
        return report.candidates().stream()
                .flatMap(c -> c.history().stream())
                .map(Step::goals)
                .filter(g -> !g.isEmpty());
    }

    private static double[] span(DesignReport report, GoalReport goal) {
        double[] values = all(report).mapToDouble(r -> value(r, goal)).toArray();
        double low = DoubleStream.of(values).min().orElse(0);
        double high = DoubleStream.of(values).max().orElse(1);
        double margin = Math.max(1e-9, 0.06 * (high - low));
        return new double[] {low - margin, high + margin};
    }

    private String draw(DesignReport report) {
        Svg svg = new Svg(
                WIDTH,
                BOTTOM + 44,
                "%s against %s of every verified microstructure".formatted(second.quantity(), first.quantity()));
        Ticks.linear(x[0], x[1], 8)
                .forEach(v -> svg.line("grid", x(v), TOP, x(v), BOTTOM)
                        .text("axis", "middle", x(v), BOTTOM + 18, Figures.plain(v)));
        Ticks.linear(y[0], y[1], 7)
                .forEach(v -> svg.line("grid", LEFT, y(v), RIGHT, y(v))
                        .text("axis", "end", LEFT - 8, y(v) + 4, Figures.plain(v)));
        all(report).forEach(r -> svg.marker("hollow", 0, x(value(r, first)), y(value(r, second))));
        StringBuilder points = new StringBuilder();
        for (FrontPoint p : report.front()) {
            points.append(Svg.point(x(value(p.results(), first)), y(value(p.results(), second))))
                    .append(' ');
        }
        svg.polyline("curve s0", points.toString().trim());
        report.front().forEach(p -> svg.marker("mark", 0, x(value(p.results(), first)), y(value(p.results(), second))));
        return svg.text("axis", "middle", (LEFT + RIGHT) / 2, BOTTOM + 37, label(first))
                .upwards("axis", 14, (TOP + BOTTOM) / 2, label(second))
                .end();
    }

    private static String label(GoalReport goal) {
        String unit = goal.unit().isEmpty() ? "" : ", " + goal.unit();
        return "%s%s (%s)".formatted(goal.quantity(), unit, goal.wish());
    }

    private double x(double v) {
        return LEFT + (RIGHT - LEFT) * (v - x[0]) / (x[1] - x[0]);
    }

    private double y(double v) {
        return BOTTOM - (BOTTOM - TOP) * (v - y[0]) / (y[1] - y[0]);
    }
}
