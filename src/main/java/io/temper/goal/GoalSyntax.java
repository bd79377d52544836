package io.temper.goal;

import io.temper.goal.Goal.Sense;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The command line's form of goals: {@code C11=35}, {@code C11=30..40}, {@code E1=..20}, {@code G12=8..}, {@code C33=max},
 * {@code percolates=hard:x}, each with {@code @tolerance} and {@code *weight} behind it if need be, separated by commas.
 */
public final class GoalSyntax {
    private GoalSyntax() {}

    /** Reads a list. */
    public static List<Goal> parse(String text) {
        List<Goal> goals = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            goals.add(goal(part.trim()));
        }
        return goals;
    }

    private static Goal goal(String part) {
        String[] pair = part.split("=", -1);
        if (pair.length != 2) {
            throw new IllegalArgumentException(
                    "target '%s' is not NAME=VALUE, for example C11=35 (GPa), C11=30..40 or C33=max".formatted(part));
        }
        return wish(pair[0].trim(), pair[1].trim());
    }

    /** Reads one goal from its quantity and its wish, for example {@code 30..40@1%*2}. */
    static Goal wish(String name, String wish) {
        int end = wish.length();
        for (char mark : new char[] {'@', '*'}) {
            int at = wish.indexOf(mark);
            end = at < 0 ? end : Math.min(end, at);
        }
        Double tolerance = null;
        Double weight = null;
        for (String suffix : wish.substring(end).split("(?=[@*])")) {
            if (suffix.startsWith("@") && tolerance == null) {
                tolerance = ratio(name, suffix.substring(1));
            } else if (suffix.startsWith("*") && weight == null) {
                weight = number(name, suffix.substring(1));
            } else if (!suffix.isEmpty()) {
                throw new IllegalArgumentException(
                        "target %s: '%s' gives its tolerance or its weight twice".formatted(name, wish));
            }
        }
        Goal plain = plain(name, wish.substring(0, end).trim());
        return new Goal(
                plain.quantity(),
                plain.sense(),
                plain.from(),
                plain.to(),
                weight == null ? 1 : weight,
                tolerance,
                false);
    }

    private static Goal plain(String name, String wish) {
        if (name.toLowerCase(Locale.ROOT).equals("percolates")) {
            return Goal.value(Quantity.percolation(wish), 1);
        }
        Quantity quantity = Quantity.parse(name);
        switch (wish.toLowerCase(Locale.ROOT)) {
            case "max":
                return Goal.extreme(quantity, Sense.MAXIMISE);
            case "min":
                return Goal.extreme(quantity, Sense.MINIMISE);
            default:
        }
        int dots = wish.indexOf("..");
        if (dots < 0) {
            return Goal.value(quantity, number(quantity.toString(), wish));
        }
        String from = wish.substring(0, dots).trim();
        String to = wish.substring(dots + 2).trim();
        return Goal.range(
                quantity,
                from.isEmpty() ? Double.NEGATIVE_INFINITY : finite(quantity, from),
                to.isEmpty() ? Double.POSITIVE_INFINITY : finite(quantity, to));
    }

    private static double finite(Quantity quantity, String text) {
        double v = number(quantity.toString(), text);
        if (!Double.isFinite(v)) {
            throw new IllegalArgumentException(
                    "target %s: '%s' must be finite; leave the end out where the range is open"
                            .formatted(quantity, text));
        }
        return v;
    }

    private static double ratio(String name, String text) {
        String t = text.trim();
        return t.endsWith("%") ? number(name, t.substring(0, t.length() - 1)) / 100 : number(name, t);
    }

    private static double number(String name, String text) {
        try {
            return Double.parseDouble(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("target %s: '%s' is not a number".formatted(name, text.trim()), e);
        }
    }
}
