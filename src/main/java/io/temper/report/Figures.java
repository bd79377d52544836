package io.temper.report;

import java.util.Locale;

/** Numbers as the report writes them. */
final class Figures {
    private Figures() {}

    /** Four significant digits at least, never an exponent. */
    static String gigapascal(double value) {
        double size = Math.abs(value);
        String format = size >= 1000 ? "%.0f" : size >= 100 ? "%.1f" : size >= 10 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value).replace("-", "−");
    }

    static String signedPercent(double ratio) {
        return String.format(Locale.ROOT, "%+.2f %%", 100 * ratio).replace("-", "−");
    }

    /** As it was asked for: {@code 2 %}, {@code 0.5 %}. */
    static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.3f", 100 * ratio).replaceAll("\\.?0+$", "") + " %";
    }

    static String one(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    static String brief(double value) {
        return String.format(Locale.ROOT, "%.1e", value).replace("e-0", "e−").replace("e-", "e−");
    }
}
