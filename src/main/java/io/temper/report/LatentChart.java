package io.temper.report;

import io.temper.design.DesignReport.CandidateReport;
import io.temper.vaereg.map.LatentMap;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The latent space: training samples by C11, the candidates' modes with one standard deviation, and where they went. */
final class LatentChart {
    private static final double WIDTH = 560;
    private static final double LEFT = 54;
    private static final double RIGHT = 424;
    private static final double TOP = 8;
    private static final double BOTTOM = 358;
    /** Viridis (Smith and van der Walt 2015), which rises in lightness and is told apart by the colour-blind. */
    private static final int[] VIRIDIS = {
        0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725
    };

    private final LatentView view;
    private final List<String> candidates;
    private final double low;
    private final double high;
    /** Of the plane, in the middle of the drawing. */
    private final double[] centre;
    /** The same on both axes, so that distances can be compared. */
    private final double scale;

    private LatentChart(LatentView view, List<String> candidates) {
        this.view = view;
        this.candidates = candidates;
        low = view.samples().stream().mapToDouble(LatentMap.Sample::c11).min().orElse(1);
        high = view.samples().stream().mapToDouble(LatentMap.Sample::c11).max().orElse(2);
        double[] x = range(view.samples().stream().mapToDouble(LatentMap.Sample::x), points(true));
        double[] y = range(view.samples().stream().mapToDouble(LatentMap.Sample::y), points(false));
        centre = new double[] {(x[0] + x[1]) / 2, (y[0] + y[1]) / 2};
        scale = Math.min((RIGHT - LEFT) / (x[1] - x[0]), (BOTTOM - TOP) / (y[1] - y[0]));
    }

    /** @param candidates in the report's order, which gives them their colours */
    static String of(LatentView view, List<CandidateReport> candidates) {
        return new LatentChart(
                        view, candidates.stream().map(CandidateReport::id).toList())
                .draw();
    }

    private DoubleStream points(boolean first) {
        return view.paths().stream().flatMap(p -> p.points().stream()).mapToDouble(p -> first ? p.x() : p.y());
    }

    private static double[] range(DoubleStream a, DoubleStream b) {
        var s = DoubleStream.concat(a, b).summaryStatistics();
        double margin = 0.05 * Math.max(s.getMax() - s.getMin(), 1e-9);
        return new double[] {s.getMin() - margin, s.getMax() + margin};
    }

    private String draw() {
        Svg svg = new Svg(
                WIDTH, BOTTOM + 42, "latent space of model %s with the candidates' points".formatted(view.model()));
        double halfWidth = (RIGHT - LEFT) / 2 / scale;
        double halfHeight = (BOTTOM - TOP) / 2 / scale;
        Ticks.linear(centre[0] - halfWidth, centre[0] + halfWidth, 6)
                .forEach(v -> svg.line("grid", x(v), TOP, x(v), BOTTOM)
                        .text("axis", "middle", x(v), BOTTOM + 15, Figures.plain(v)));
        Ticks.linear(centre[1] - halfHeight, centre[1] + halfHeight, 6)
                .forEach(v -> svg.line("grid", LEFT, y(v), RIGHT, y(v))
                        .text("axis", "end", LEFT - 7, y(v) + 4, Figures.plain(v)));
        view.samples().forEach(s -> svg.dot(colour(s.c11()), x(s.x()), y(s.y())));
        view.paths().forEach(path -> path(svg, path));
        legend(svg);
        return svg.text(
                        "axis",
                        "middle",
                        (LEFT + RIGHT) / 2,
                        BOTTOM + 34,
                        "first principal component, %s of the variance".formatted(share(0)))
                .upwards("axis", 12, (TOP + BOTTOM) / 2, "second, %s".formatted(share(1)))
                .end();
    }

    private String share(int axis) {
        return Math.round(100 * view.explained().get(axis)) + " %";
    }

    private void path(Svg svg, LatentView.Path path) {
        int series = candidates.indexOf(path.candidate());
        if (series < 0) {
            return; // it has no microstructure yet
        }
        Stream<LatentView.Mode> mode =
                view.modes().stream().filter(m -> Integer.valueOf(m.index()).equals(path.mode()));
        StringBuilder way = new StringBuilder();
        mode.forEach(m -> {
            ellipse(svg, series, m);
            way.append(Svg.point(x(m.x()), y(m.y()))).append(' ');
        });
        path.points().forEach(p -> way.append(Svg.point(x(p.x()), y(p.y()))).append(' '));
        svg.polyline("curve s" + series % 4, way.toString().trim());
        path.points().forEach(p -> svg.marker(p.error() == null ? "hollow" : "mark", series, x(p.x()), y(p.y())));
    }

    /** One standard deviation: the eigenvectors of the covariance are its half axes. */
    private void ellipse(Svg svg, int series, LatentView.Mode m) {
        LatentMap.Spread s = m.spread();
        double middle = (s.xx() + s.yy()) / 2;
        double root = Math.hypot((s.xx() - s.yy()) / 2, s.xy());
        double angle = 0.5 * Math.atan2(2 * s.xy(), s.xx() - s.yy());
        svg.ellipse(
                "curve s" + series % 4,
                x(m.x()),
                y(m.y()),
                scale * Math.sqrt(middle + root),
                scale * Math.sqrt(Math.max(0, middle - root)),
                -Math.toDegrees(angle));
    }

    private void legend(Svg svg) {
        double left = RIGHT + 22;
        svg.text("axis", "start", left, TOP + 10, "C11, GPa");
        for (int i = 0; i <= 4; i++) {
            double c11 = low * Math.pow(high / low, i / 4.0);
            svg.dot(colour(c11), left + 4, TOP + 28 + 17 * i)
                    .text("axis", "start", left + 14, TOP + 32 + 17 * i, Figures.gigapascal(c11));
        }
        for (int i = 0; i < candidates.size(); i++) {
            double y = TOP + 138 + 20 * i;
            svg.marker("mark", i, left + 4, y).text("label", "start", left + 16, y + 4, candidates.get(i));
        }
    }

    private String colour(double c11) {
        double t = high > low ? Math.log(c11 / low) / Math.log(high / low) : 0;
        double at = Math.min(1, Math.max(0, t)) * (VIRIDIS.length - 1);
        int i = Math.min(VIRIDIS.length - 2, (int) at);
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = VIRIDIS[i] >> shift & 0xff;
            int to = VIRIDIS[i + 1] >> shift & 0xff;
            mixed |= (int) Math.round(from + (at - i) * (to - from)) << shift;
        }
        return "#%06x".formatted(mixed);
    }

    private double x(double v) {
        return (LEFT + RIGHT) / 2 + scale * (v - centre[0]);
    }

    private double y(double v) {
        return (TOP + BOTTOM) / 2 - scale * (v - centre[1]);
    }
}
