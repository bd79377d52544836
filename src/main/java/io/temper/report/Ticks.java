package io.temper.report;

import java.util.stream.DoubleStream;

/** Round numbers for an axis. */
final class Ticks {
    private Ticks() {}

    /** Multiples of 1, 2 or 5 times a power of ten between two values, about {@code count} of them. */
    static DoubleStream linear(double low, double high, int count) {
        double step = step((high - low) / count);
        long first = (long) Math.ceil(low / step - 1e-9);
        long last = (long) Math.floor(high / step + 1e-9);
        return DoubleStream.iterate(first, i -> i <= last, i -> i + 1).map(i -> i * step);
    }

    /** Powers of ten between two positive values. */
    static DoubleStream decades(double low, double high) {
        double last = Math.floor(Math.log10(high) + 1e-9);
        return DoubleStream.iterate(Math.ceil(Math.log10(low) - 1e-9), e -> e <= last, e -> e + 1)
                .map(e -> Math.pow(10, e));
    }

    private static double step(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        double mantissa = atLeast / power;
        return power * (mantissa <= 1 ? 1 : mantissa <= 2 ? 2 : mantissa <= 5 ? 5 : 10);
    }
}
