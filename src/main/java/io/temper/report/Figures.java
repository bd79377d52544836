package io.temper.report;

import java.util.Locale;

/** Numbers as the report writes them. */
final class Figures {
    private Figures() {}

    /** Four significant digits, never an exponent. */
    static String gigapascal(double value) {
        return like(value, value);
    }

    /** With as many decimals as {@link #gigapascal} gives the first value. */
    static String like(double first, double value) {
        double size = Math.abs(first);
        int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", value).replace("-", "−");
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

    /** As short as it can be: {@code 5}, {@code −2.5}. */
    static String plain(double value) {
        String s = String.format(Locale.ROOT, "%.3f", value).replaceAll("\\.?0+$", "");
        return s.equals("-0") ? "0" : s.replace("-", "−");
    }

    static String brief(double value) {
        return String.format(Locale.ROOT, "%.1e", value).replace("e-0", "e−").replace("e-", "e−");
    }
}
