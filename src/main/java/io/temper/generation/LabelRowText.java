package io.temper.generation;

import io.temper.generation.LabelTable.Header;
import io.temper.generation.LabelTable.Row;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A row of a label table as a line: the sample, which the recipe must agree with, its labels, and where they are from. */
final class LabelRowText {
    /** Far beyond what a solver's residual leaves exact; more would be noise in the file. */
    private static final MathContext DIGITS = new MathContext(8);

    private static final int FIRST_VALUE = 6;

    private final Header header;
    private final List<Sample> samples;
    private final LabelCheck check;

    LabelRowText(Header header) {
        this.header = header;
        samples = header.recipe().samples();
        check = new LabelCheck(header);
    }

    /** Its line, not ended; values with 8 significant digits, the same text on every JVM. */
    static String write(Row row) {
        Sample s = row.sample();
        String values = row.values().stream().map(LabelRowText::rounded).collect(Collectors.joining(","));
        return "%d,%s,%s,%s,%s,%d,%s,%s,%s"
                .formatted(
                        s.index(),
                        s.sigma().x(),
                        s.sigma().y(),
                        s.sigma().z(),
                        s.fraction(),
                        s.seed(),
                        values,
                        row.solver(),
                        row.version());
    }

    private static String rounded(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString()
                : Double.toString(value);
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException one clear line: what is wrong with it
     */
    Row read(String line) {
        String[] parts = line.split(",", -1);
        int count = header.properties().size();
        if (parts.length != FIRST_VALUE + count + 2) {
            throw new IllegalArgumentException(
                    "%d columns instead of %d".formatted(parts.length, FIRST_VALUE + count + 2));
        }
        Sample sample = sample(parts);
        List<Double> values = new ArrayList<>(count);
        for (int p = 0; p < count; p++) {
            values.add(number(header.properties().get(p).name(), parts[FIRST_VALUE + p]));
        }
        check.check(sample, values);
        return new Row(sample, values, parts[FIRST_VALUE + count], parts[FIRST_VALUE + count + 1]);
    }

    /** The recipe's sample of the index; what else the line says of it must be the recipe's. */
    private Sample sample(String[] parts) {
        long index = whole("index", parts[0]);
        if (index < 0 || index >= samples.size()) {
            throw new IllegalArgumentException("index %d is outside 0..%d".formatted(index, samples.size() - 1));
        }
        Sample sample = samples.get((int) index);
        agree(sample, "sigma_x", number("sigma_x", parts[1]), sample.sigma().x());
        agree(sample, "sigma_y", number("sigma_y", parts[2]), sample.sigma().y());
        agree(sample, "sigma_z", number("sigma_z", parts[3]), sample.sigma().z());
        agree(sample, "fraction", number("fraction", parts[4]), sample.fraction());
        agree(sample, "seed", whole("seed", parts[5]), sample.seed());
        return sample;
    }

    private static void agree(Sample sample, String name, Number is, Number recipe) {
        if (!is.equals(recipe)) {
            throw new IllegalArgumentException("%s %s is not the recipe's for sample %d, which has %s"
                    .formatted(name, is, sample.index(), recipe));
        }
    }

    private static long whole(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s '%s' is not a whole number".formatted(name, text), e);
        }
    }

    private static double number(String name, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s '%s' is not a number".formatted(name, text), e);
        }
    }
}
