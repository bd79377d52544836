package io.temper.report;

import io.temper.design.DesignReport;
import io.temper.design.DesignReport.CandidateReport;
import io.temper.material.Property;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the report says first.
 *
 * @param title the target
 * @param verdict one sentence: how many candidates meet it and how close the best is
 * @param facts name and value, a handful
 */
public record Summary(String title, String verdict, Map<String, String> facts) {
    static Summary of(DesignReport report) {
        String target = report.target().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> "%s = %s GPa".formatted(e.getKey(), number(e.getValue())))
                .collect(Collectors.joining(", "));
        String wanted = report.isRich()
                ? report.goals().stream()
                        .map(g -> g.quantity().startsWith("percolates")
                                ? g.quantity()
                                : g.quantity() + (g.wish().startsWith("..") ? " " : " = ") + g.wish())
                        .collect(Collectors.joining(", "))
                : target;
        return new Summary(wanted, verdict(report), facts(report));
    }

    private static String verdict(DesignReport report) {
        long verified = report.candidates().stream()
                .filter(c -> !c.verified().isEmpty())
                .count();
        if (verified == 0) {
            return "No candidate was verified.";
        }
        CandidateReport best = report.candidates().get(0);
        long accepted =
                report.candidates().stream().filter(CandidateReport::accepted).count();
        if (report.isRich()) {
            return "%d of %d candidates %s all that is asked."
                    .formatted(accepted, report.candidates().size(), accepted == 1 ? "meets" : "meet");
        }
        return "%d of %d candidates %s the target within %s. The best, %s, is off by %s."
                .formatted(
                        accepted,
                        report.candidates().size(),
                        accepted == 1 ? "meets" : "meet",
                        Figures.percent(report.tolerance()),
                        best.id(),
                        worst(best.error()));
    }

    private static String worst(Map<Property, Double> error) {
        return error.entrySet().stream()
                .max(Map.Entry.comparingByValue((a, b) -> Double.compare(Math.abs(a), Math.abs(b))))
                .map(e -> error.size() == 1
                        ? Figures.signedPercent(e.getValue())
                        : "%s in %s".formatted(Figures.signedPercent(e.getValue()), e.getKey()))
                .orElseThrow();
    }

    private static Map<String, String> facts(DesignReport report) {
        Map<String, String> facts = new java.util.LinkedHashMap<>();
        facts.put("Status", report.status().name().toLowerCase(java.util.Locale.ROOT));
        facts.put("Tolerance", Figures.percent(report.tolerance()));
        facts.put("Finite-element evaluations", Integer.toString(report.evaluations()));
        facts.put("Wall time", Figures.one(report.seconds()) + " s");
        return facts;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
