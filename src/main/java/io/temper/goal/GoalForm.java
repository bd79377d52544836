package io.temper.goal;

import io.temper.goal.Goal.Sense;
import io.temper.goal.Quantity.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goals as JSON has them, in plain maps: by name a number, {@code {"min": 30, "max": 40}}, {@code {"maximise": true}} or
 * {@code {"value": 20, "tolerance": 0.01, "weight": 2}}; percolations as {@code "percolates": ["hard:x"]}.
 */
public final class GoalForm {
    private static final String PERCOLATES = "percolates";
    private static final Set<String> KEYS =
            Set.of("value", "min", "max", "maximise", "minimise", "tolerance", "weight");

    private GoalForm() {}

    public static Map<String, Object> targets(Goals goals) {
        return write(goals.targets());
    }

    public static Map<String, Object> constraints(Goals goals) {
        return write(goals.constraints());
    }

    /** Reads both; null stands for none. */
    public static Goals of(@Nullable Map<String, ?> targets, @Nullable Map<String, ?> constraints) {
        return new Goals(read("target", targets), read("constraint", constraints));
    }

    private static Map<String, Object> write(List<Goal> goals) {
        Map<String, Object> form = new LinkedHashMap<>();
        List<String> percolations = new ArrayList<>();
        for (Goal g : goals) {
            if (g.quantity().kind() == Kind.PERCOLATION) {
                percolations.add(g.wish());
            } else {
                form.put(g.quantity().toString(), write(g));
            }
        }
        if (!percolations.isEmpty()) {
            form.put(PERCOLATES, percolations);
        }
        return form;
    }

    private static Object write(Goal g) {
        if (g.isValue() && g.weight() == 1 && g.tolerance() == null) {
            return g.from();
        }
        Map<String, Object> form = new LinkedHashMap<>();
        if (g.isValue()) {
            form.put("value", g.from());
        } else if (g.isObjective()) {
            form.put(g.sense() == Sense.MAXIMISE ? "maximise" : "minimise", true);
        } else {
            if (Double.isFinite(g.from())) {
                form.put("min", g.from());
            }
            if (Double.isFinite(g.to())) {
                form.put("max", g.to());
            }
        }
        if (g.tolerance() != null) {
            form.put("tolerance", g.tolerance());
        }
        if (g.weight() != 1) {
            form.put("weight", g.weight());
        }
        return form;
    }

    private static List<Goal> read(String what, @Nullable Map<String, ?> form) {
        List<Goal> goals = new ArrayList<>();
        if (form != null) {
            form.forEach((name, wish) -> {
                if (name.equals(PERCOLATES)) {
                    percolations(wish).forEach(w -> goals.add(GoalSyntax.wish(PERCOLATES, w)));
                } else {
                    goals.add(read(what, name, wish));
                }
            });
        }
        return goals;
    }

    private static List<String> percolations(@Nullable Object wish) {
        if (wish instanceof String s) {
            return List.of(s);
        } else if (wish instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw new IllegalArgumentException(
                "percolates: give a phase and an axis, or a list of such, for example \"hard:x\"");
    }

    private static Goal read(String what, String name, @Nullable Object wish) {
        Quantity quantity = Quantity.parse(name);
        if (wish instanceof Number n) {
            return Goal.value(quantity, n.doubleValue());
        } else if (!(wish instanceof Map<?, ?> form)) {
            throw new IllegalArgumentException(
                    "%s %s: '%s' is neither a number nor an object such as {\"min\": 30, \"max\": 40}"
                            .formatted(what, quantity, wish));
        } else {
            form.keySet().stream().filter(k -> !KEYS.contains(k)).findFirst().ifPresent(k -> {
                throw new IllegalArgumentException(
                        "%s %s: unknown field '%s': use value, min, max, maximise, minimise, tolerance, weight"
                                .formatted(what, quantity, k));
            });
            return read(what, quantity, form);
        }
    }

    private static Goal read(String what, Quantity quantity, Map<?, ?> form) {
        Double value = number(quantity, form, "value");
        Double min = number(quantity, form, "min");
        Double max = number(quantity, form, "max");
        boolean maximise = flag(quantity, form, "maximise");
        boolean minimise = flag(quantity, form, "minimise");
        int ways = (value != null ? 1 : 0)
                + (min != null || max != null ? 1 : 0)
                + (maximise ? 1 : 0)
                + (minimise ? 1 : 0);
        if (ways != 1) {
            throw new IllegalArgumentException(
                    "%s %s: give one of value, min and max, maximise, minimise".formatted(what, quantity));
        }
        Double weight = number(quantity, form, "weight");
        double from = value != null ? value : min != null ? min : Double.NEGATIVE_INFINITY;
        double to = value != null ? value : max != null ? max : Double.POSITIVE_INFINITY;
        return new Goal(
                quantity,
                maximise ? Sense.MAXIMISE : minimise ? Sense.MINIMISE : Sense.MEET,
                from,
                to,
                weight == null ? 1 : weight,
                number(quantity, form, "tolerance"),
                false);
    }

    private static @Nullable Double number(Quantity quantity, Map<?, ?> form, String key) {
        Object v = form.get(key);
        if (v == null) {
            return null;
        } else if (v instanceof Number n && Double.isFinite(n.doubleValue())) {
            return n.doubleValue();
        }
        throw new IllegalArgumentException("%s: %s must be a finite number, not %s".formatted(quantity, key, v));
    }

    private static boolean flag(Quantity quantity, Map<?, ?> form, String key) {
        Object v = form.get(key);
        if (v == null || v instanceof Boolean) {
            return Boolean.TRUE.equals(v);
        }
        throw new IllegalArgumentException("%s: %s must be true or false, not %s".formatted(quantity, key, v));
    }
}
