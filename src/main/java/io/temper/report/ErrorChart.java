package io.temper.report;

import io.temper.design.DesignReport;
import io.temper.design.DesignReport.CandidateReport;
import io.temper.material.Property;
import io.temper.vaereg.Estimate;
import java.util.List;
import java.util.Locale;

/** Achieved against target: one row per candidate, the error across, the tolerance as a band. */
final class ErrorChart {
    private static final double WIDTH = 720;
    private static final double LEFT = 100;
    private static final double RIGHT = 545;
    private static final double TOP = 8;
    private static final double ROW = 30;

    private final DesignReport report;
    private final Property property;
    private final double target;
    private final double span;
    private final double bottom;

    private ErrorChart(DesignReport report, Property property, double target) {
        this.report = report;
        this.property = property;
        this.target = target;
        this.span = 1.12 * largestError();
        this.bottom = TOP + ROW * report.candidates().size();
    }

    /** The drawing for one component of the target. */
    static String of(DesignReport report, Property property, double target) {
        return new ErrorChart(report, property, target).draw();
    }

    private double largestError() {
        double largest = 2 * report.tolerance();
        for (CandidateReport c : report.candidates()) {
            largest = Math.max(largest, Math.abs(c.error().getOrDefault(property, 0.0)));
            Estimate e = c.surrogate().get(property);
            largest = Math.max(largest, e == null ? 0 : Math.abs(e.mean() / target - 1));
        }
        return largest;
    }

    private String draw() {
        double tolerance = report.tolerance();
        Svg svg = new Svg(WIDTH, bottom + 42, "error of %s against its target, per candidate".formatted(property));
        svg.rectangle("band", x(-tolerance), TOP, x(tolerance) - x(-tolerance), bottom - TOP);
        Ticks.linear(-span, span, 7)
                .forEach(e -> svg.line("grid", x(e), TOP, x(e), bottom)
                        .text("axis", "middle", x(e), bottom + 15, percent(e)));
        svg.line("zero", x(0), TOP, x(0), bottom);
        List<CandidateReport> candidates = report.candidates();
        for (int i = 0; i < candidates.size(); i++) {
            row(svg, i, candidates.get(i));
        }
        return svg.text(
                        "axis",
                        "middle",
                        (LEFT + RIGHT) / 2,
                        bottom + 35,
                        "%s achieved / target − 1 (target %s GPa)".formatted(property, Figures.gigapascal(target)))
                .end();
    }

    private void row(Svg svg, int i, CandidateReport c) {
        double y = TOP + ROW * (i + 0.5);
        svg.text("label", "end", LEFT - 12, y + 4, c.id());
        Estimate estimate = c.surrogate().get(property);
        if (estimate != null) {
            svg.marker("hollow", i, x(estimate.mean() / target - 1), y);
        }
        Double error = c.error().get(property);
        if (error == null) {
            svg.text("label", "start", RIGHT + 14, y + 4, "not verified");
            return;
        }
        svg.marker("mark", i, x(error), y);
        String value = Figures.gigapascal(target * (1 + error));
        svg.text("label", "start", RIGHT + 14, y + 4, "%s GPa, %s".formatted(value, Figures.signedPercent(error)));
    }

    private double x(double error) {
        return LEFT + (RIGHT - LEFT) * (error + span) / (2 * span);
    }

    private static String percent(double e) {
        double p = Math.rint(e * 1e6) / 1e4;
        String sign = p > 0 ? "+" : p < 0 ? "−" : "";
        String digits = String.format(Locale.ROOT, "%.4f", Math.abs(p)).replaceAll("\\.?0+$", "");
        return sign + digits + " %";
    }
}
