package io.temper.fem;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory or disk, written {@code 512m} or {@code 4g}; a unit is 1024 of the one below.
 *
 * @param bytes at least 1
 */
public record MemorySize(long bytes) {
    private static final String UNITS = "kmgt";
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})([" + UNITS + "])");

    public MemorySize {
        if (bytes < 1) {
            throw new IllegalArgumentException("size %d: at least 1 byte is needed".formatted(bytes));
        }
    }

    /** @throws IllegalArgumentException if it is not a whole number above 0 followed by k, m, g or t */
    @JsonCreator
    public static MemorySize parse(String text) {
        Matcher size = TEXT.matcher(text.toLowerCase(Locale.ROOT));
        if (!size.matches() || Long.parseLong(size.group(1)) == 0) {
            throw new IllegalArgumentException("'%s' is not a size: write 512m or 4g".formatted(text));
        }
        return new MemorySize(Long.parseLong(size.group(1)) << 10 * (UNITS.indexOf(size.group(2)) + 1));
    }

    /** Whole mebibytes, rounded up. */
    public long mebibytes() {
        return (bytes + (1 << 20) - 1) >> 20;
    }

    /** The largest unit that gives a whole number, as {@link #parse} reads it. */
    @Override
    public String toString() {
        int unit = Math.min(Long.numberOfTrailingZeros(bytes) / 10, UNITS.length());
        return unit == 0 ? bytes + " bytes" : (bytes >> 10 * unit) + UNITS.substring(unit - 1, unit);
    }
}
