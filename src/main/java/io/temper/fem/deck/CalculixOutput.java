package io.temper.fem.deck;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/** What CalculiX leaves: forces on the high faces in its {@code .dat}, residuals and iterations in what it prints. */
final class CalculixOutput {
    private static final Pattern VERSION = Pattern.compile("(?i)version (\\d[\\w.]*)");
    private static final Pattern FORCE =
            Pattern.compile("total force \\(fx,fy,fz\\) for set (\\w+) and time\\s+\\S+\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)");
    private static final Pattern AVERAGE = Pattern.compile("average force=\\s*(\\S+)");
    private static final Pattern LARGEST = Pattern.compile("largest residual force=\\s*(\\S+)");
    private static final Pattern ITERATIONS = Pattern.compile("# of iterations =\\s*(\\d+)");
    /** It prints the residual with six digits after the point. */
    private static final double LAST_DIGIT = 1e-6;

    private CalculixOutput() {}

    /** The version that it names in what it prints. */
    static String version(Path log) throws IOException {
        Matcher m = VERSION.matcher(text(log));
        if (!m.find()) {
            throw new IllegalStateException("%s names no version of CalculiX".formatted(log));
        }
        return m.group(1);
    }

    /** Forces [step][face][direction]. */
    static List<double[][]> forces(Path dat, int steps) throws IOException {
        List<double[][]> forces = new ArrayList<>();
        Matcher m = FORCE.matcher(text(dat));
        for (int count = 0; m.find(); count++) {
            if (!PeriodicDeck.FACES.get(count % 3).equals(m.group(1))) {
                throw new IllegalStateException("%s: force %d is for set %s".formatted(dat, count + 1, m.group(1)));
            }
            if (count % 3 == 0) {
                forces.add(new double[3][3]);
            }
            for (int i = 0; i < 3; i++) {
                forces.get(count / 3)[count % 3][i] = Double.parseDouble(m.group(2 + i));
            }
        }
        if (forces.size() != steps) {
            throw new IllegalStateException("%s holds %d of %d load cases".formatted(dat, forces.size(), steps));
        }
        return forces;
    }

    /**
     * Convergence of a load case.
     *
     * @param residual largest residual force over the average force [-], at the end
     * @param iterations of the linear solver, over all passes
     */
    record Step(double residual, int iterations) {}

    /** Convergence of each load case. */
    static List<Step> steps(Path log) throws IOException {
        return Arrays.stream(text(log).split("increment 1 attempt 1"))
                .skip(1)
                .map(step -> new Step((last(LARGEST, step) + LAST_DIGIT / 2) / last(AVERAGE, step), (int)
                        numbers(ITERATIONS, step).sum()))
                .toList();
    }

    private static double last(Pattern pattern, String text) {
        return numbers(pattern, text).reduce((a, b) -> b).orElse(Double.NaN);
    }

    private static DoubleStream numbers(Pattern pattern, String text) {
        return pattern.matcher(text).results().mapToDouble(m -> Double.parseDouble(m.group(1)));
    }

    private static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException("CalculiX left no %s".formatted(file.getFileName()));
        }
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
