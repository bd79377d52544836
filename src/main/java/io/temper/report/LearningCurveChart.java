package io.temper.report;

import io.temper.material.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A training's learning curve as a picture: the terms of the loss on the validation part, on a logarithmic scale. */
public final class LearningCurveChart {
    private static final double LEFT = 70;
    private static final double RIGHT = 640;
    private static final double TOP = 24;
    private static final double BOTTOM = 280;
    private static final List<String> TERMS = List.of("regression", "style", "kl", "auxiliary");
    private static final List<String> NAMES = List.of("regression", "style", "KL [nats]", "auxiliary");
    private static final String STYLE = """
            <style>svg{font:13px sans-serif;background:#fff}text{fill:#222}.grid{stroke:#ddd}.zero{stroke:#444}
            .stage{stroke:#888;stroke-dasharray:4 4}.curve{fill:none;stroke-width:2}.s0{stroke:#0072b2;fill:#0072b2}
            .s1{stroke:#d55e00;fill:#d55e00}.s2{stroke:#009e73;fill:#009e73}.s3{stroke:#cc79a7;fill:#cc79a7}
            polyline.curve{fill:none}</style>""";

    /** A row of the curve: the stage, steps since the start of training, and the terms. */
    private record Row(String stage, double step, double[] terms) {}

    private final List<Row> rows;
    private final double low;
    private final double high;

    private LearningCurveChart(List<Row> rows) {
        this.rows = rows;
        double[] drawn = rows.stream()
                .flatMapToDouble(r -> java.util.Arrays.stream(r.terms))
                .filter(v -> v > 0)
                .toArray();
        low = Math.pow(
                10, Math.floor(Math.log10(java.util.Arrays.stream(drawn).min().orElse(0.1))));
        high = Math.pow(
                10, Math.ceil(Math.log10(java.util.Arrays.stream(drawn).max().orElse(1))));
    }

    /**
     * Draws {@code learning-curve.csv} of a training's folder to {@code learning-curve.svg} beside it.
     *
     * @throws IOException if there is no curve, or it is damaged
     */
    public static Path draw(Path folder) throws IOException {
        Path csv = folder.resolve("learning-curve.csv");
        List<String> lines = Files.readAllLines(csv);
        List<String> header = List.of(lines.get(0).split(","));
        List<Row> rows = new ArrayList<>();
        double before = 0;
        try {
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",");
                double step = Double.parseDouble(cells[header.indexOf("step")]);
                if (!rows.isEmpty() && !rows.get(rows.size() - 1).stage.equals(cells[0])) {
                    before = rows.get(rows.size() - 1).step;
                }
                double[] terms = TERMS.stream()
                        .mapToDouble(t -> Double.parseDouble(cells[header.indexOf(t)]))
                        .toArray();
                rows.add(new Row(cells[0], before + step, terms));
            }
        } catch (RuntimeException e) {
            throw new IOException("%s is damaged: %s".formatted(csv, e.getMessage()), e);
        }
        if (rows.isEmpty()) {
            throw new IOException("%s is empty: train first".formatted(csv));
        }
        Path svg = folder.resolve("learning-curve.svg");
        AtomicFile.write(svg, new LearningCurveChart(rows).draw().getBytes(StandardCharsets.UTF_8));
        return svg;
    }

    private String draw() {
        Svg svg = new Svg(760, BOTTOM + 50, "terms of the loss on validation samples against training steps");
        Ticks.decades(low, high)
                .forEach(v -> svg.line("grid", LEFT, y(v), RIGHT, y(v))
                        .text("axis", "end", LEFT - 8, y(v) + 4, v >= 1 ? "%.0f".formatted(v) : "%s".formatted(v)));
        Ticks.linear(0, last(), 8)
                .forEach(n -> svg.text("axis", "middle", x(n), BOTTOM + 18, Integer.toString((int) n)));
        svg.line("zero", LEFT, BOTTOM, RIGHT, BOTTOM);
        stages(svg);
        for (int term = 0; term < TERMS.size(); term++) {
            series(svg, term);
        }
        String drawing = svg.text("axis", "middle", (LEFT + RIGHT) / 2, BOTTOM + 40, "training steps")
                .end();
        int open = drawing.indexOf('>') + 1;
        return drawing.substring(0, open).replace("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ")
                + STYLE
                + drawing.substring(open);
    }

    private void stages(Svg svg) {
        double from = 0;
        for (int i = 0; i < rows.size(); i++) {
            boolean ends = i + 1 == rows.size() || !rows.get(i + 1).stage.equals(rows.get(i).stage);
            if (ends) {
                double to = rows.get(i).step;
                svg.line("stage", x(to), TOP, x(to), BOTTOM)
                        .text("axis", "middle", x((from + to) / 2), TOP - 8, rows.get(i).stage);
                from = to;
            }
        }
    }

    private void series(Svg svg, int term) {
        StringBuilder points = new StringBuilder();
        rows.stream()
                .filter(r -> r.terms[term] > 0)
                .forEach(r ->
                        points.append(Svg.point(x(r.step), y(r.terms[term]))).append(' '));
        double labelAt = TOP + 20 + 22 * term;
        svg.polyline("curve s" + term, points.toString().trim());
        rows.stream()
                .filter(r -> r.terms[term] > 0)
                .forEach(r -> svg.marker("mark", term, x(r.step), y(r.terms[term])));
        svg.marker("mark", term, RIGHT + 20, labelAt).text("label", "start", RIGHT + 32, labelAt + 4, NAMES.get(term));
    }

    private double last() {
        return rows.get(rows.size() - 1).step;
    }

    private double x(double step) {
        return LEFT + (RIGHT - LEFT) * step / last();
    }

    private double y(double value) {
        return BOTTOM - (BOTTOM - TOP) * Math.log(value / low) / Math.log(high / low);
    }
}
