package io.temper.goal;

import io.temper.goal.Quantity.Kind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One wish.
 *
 * @param sense whether the range is to be met, or the quantity to be as large or as small as the other wishes allow
 * @param from least value that meets it; -infinity if there is none
 * @param to largest value that meets it; infinity if there is none; the same as {@code from} for a single value
 * @param weight how much it counts where wishes pull against each other, positive
 * @param tolerance largest relative distance that counts as met [-]; null for the design's own, or none for a constraint
 * @param firm whether it is a constraint: met only inside its range
 */
public record Goal(
        Quantity quantity,
        Sense sense,
        double from,
        double to,
        double weight,
        @Nullable Double tolerance,
        boolean firm) {
    /** What to do with a quantity. */
    public enum Sense {
        MEET,
        MAXIMISE,
        MINIMISE
    }

    /** Larger numbers are a mistake: no wish of this kind is. */
    private static final double HUGE = 1e9;

    public Goal {
        check(quantity, sense, from, to);
        if (!(weight > 0 && weight <= 1e6)) {
            throw new IllegalArgumentException(
                    "%s: weight %s must be positive and at most 1e6".formatted(quantity, weight));
        }
        if (tolerance != null && !(tolerance > 0 && tolerance < 1)) {
            throw new IllegalArgumentException(
                    "%s: tolerance %s must lie between 0 and 1 (both excluded), for example 0.01 or 1%%"
                            .formatted(quantity, tolerance));
        }
        if (firm && sense != Sense.MEET) {
            throw new IllegalArgumentException(
                    "%s: a constraint has a value or a range; what is to be maximised or minimised is a target"
                            .formatted(quantity));
        }
    }

    /** A single value. */
    public static Goal value(Quantity quantity, double value) {
        return range(quantity, value, value);
    }

    /** A range; infinite where it is open. */
    public static Goal range(Quantity quantity, double from, double to) {
        return new Goal(quantity, Sense.MEET, from, to, 1, null, false);
    }

    public static Goal extreme(Quantity quantity, Sense sense) {
        return new Goal(quantity, sense, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1, null, false);
    }

    /** The same as something to be kept to. */
    public Goal asConstraint() {
        return new Goal(quantity, sense, from, to, weight, tolerance, true);
    }

    private static void check(Quantity q, Sense sense, double from, double to) {
        boolean open = Double.isInfinite(from) && Double.isInfinite(to);
        if (Double.isNaN(from)
                || Double.isNaN(to)
                || from == Double.POSITIVE_INFINITY
                || to == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException("%s = %s must be a finite number".formatted(q, from));
        }
        if (sense != Sense.MEET) {
            if (!open || q.kind() == Kind.PERCOLATION) {
                throw new IllegalArgumentException("%s cannot be maximised or minimised".formatted(q));
            }
            return;
        }
        if (open) {
            throw new IllegalArgumentException("%s: give a value, a range such as 30..40, max or min".formatted(q));
        }
        if (from > to) {
            throw new IllegalArgumentException(
                    "%s = %s..%s: the lower end lies above the upper one".formatted(q, number(from), number(to)));
        }
        for (double end : new double[] {from, to}) {
            if (Double.isFinite(end) && Math.abs(end) > HUGE) {
                throw new IllegalArgumentException("%s = %s is beyond %s: mind the unit%s"
                        .formatted(q, end, HUGE, q.unit().isEmpty() ? "" : ", " + q.unit()));
            }
            if (Double.isFinite(end) && positive(q) && end <= 0) {
                throw new IllegalArgumentException("%s = %s must be a positive number%s"
                        .formatted(q, number(end), q.unit().isEmpty() ? "" : " of " + q.unit()));
            }
        }
        if (from == to && from == 0) {
            throw new IllegalArgumentException(
                    "%s = 0: no relative error can be told from it; give a range such as -0.01..0.01".formatted(q));
        }
    }

    private static boolean positive(Quantity q) {
        return q.isModulus() || q.kind() == Kind.FEATURE || q.kind() == Kind.ZENER || q.kind() == Kind.HARD_FRACTION;
    }

    public boolean isValue() {
        return sense == Sense.MEET && from == to;
    }

    public boolean isObjective() {
        return sense != Sense.MEET;
    }

    /** Signed relative distance from what meets it [-]: 0 inside a range and of an objective, v / value - 1 of a single value. */
    public double error(double v) {
        if (isObjective()) {
            return 0;
        } else if (isValue()) {
            return v / from - 1;
        } else if (v >= from && v <= to) {
            return 0;
        }
        double edge = v < from ? from : to;
        return edge == 0 ? v : (v - edge) / Math.abs(edge);
    }

    /** How good a value is, the larger the better; 0 of what is to be met. */
    public double utility(double v) {
        return switch (sense) {
            case MEET -> 0;
            case MAXIMISE -> v;
            case MINIMISE -> -v;
        };
    }

    /** The value [unit of the quantity] to aim at from {@code v}: a little inside the range, {@code v} itself if it is there. */
    public double aim(double v, double tolerance) {
        if (isObjective()) {
            return v;
        } else if (isValue()) {
            return from;
        }
        double low = from + inset(from, tolerance);
        double high = to - inset(to, tolerance);
        return Math.max(low, Math.min(high, v));
    }

    private double inset(double end, double tolerance) {
        return Double.isInfinite(end) ? 0 : Math.min(Math.abs(end) * tolerance / 4, (to - from) / 4);
    }

    /** The wish without the quantity's name, as {@link GoalSyntax} reads it. */
    public String wish() {
        String suffix = (tolerance == null ? "" : "@" + number(tolerance)) + (weight == 1 ? "" : "*" + number(weight));
        if (quantity.kind() == Kind.PERCOLATION) {
            return quantity.toString().substring("percolates ".length()) + suffix;
        }
        return switch (sense) {
                    case MAXIMISE -> "max";
                    case MINIMISE -> "min";
                    case MEET -> isValue() ? String.valueOf(from) : number(from) + ".." + number(to);
                }
                + suffix;
    }

    private static String number(double v) {
        return Double.isInfinite(v)
                ? ""
                : v == Math.rint(v) && Math.abs(v) < 1e6 ? String.format(Locale.ROOT, "%.0f", v) : String.valueOf(v);
    }

    @Override
    public String toString() {
        String name = quantity.kind() == Kind.PERCOLATION ? "percolates" : quantity.toString();
        return name + "=" + wish();
    }
}
