package io.temper.cli;

import io.temper.design.DesignEvent;
import io.temper.design.DesignReport;
import io.temper.design.DesignReport.CandidateReport;
import io.temper.material.Property;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows a design as it goes on, and what came out of it. */
final class Progress implements Consumer<DesignEvent> {
    private final Console console;
    private final int budget;
    private @Nullable Instant start;

    Progress(Console console, int budget) {
        this.console = console;
        this.budget = budget;
    }

    @Override
    public synchronized void accept(DesignEvent e) {
        if (start == null) {
            start = e.time();
        }
        String evaluations = e.stage().equals("verify") ? "   (%d of %d)".formatted(e.evaluations(), budget) : "";
        console.progress(line(
                "%6.1f s  %-7s %s%s",
                Duration.between(start, e.time()).toMillis() * 1e-3, e.stage(), e.message(), evaluations));
    }

    /** A table for people: the candidates, best first. */
    static List<String> summary(DesignReport report, Path folder) {
        List<String> lines = new ArrayList<>();
        String row = "%-12s %-22s %-20s %8s  %s";
        lines.add("");
        lines.add(line(row, "candidate", "verified GPa", "error", "hard", "correlation length x / y / z"));
        for (CandidateReport c : report.candidates()) {
            lines.add(line(
                    row,
                    c.id(),
                    verified(report, c),
                    report.isRich()
                            ? c.misfit() == null ? "" : c.accepted() ? "met" : line("%.2f %%", 100 * c.misfit())
                            : join(c.error(), (p, v) -> line("%+.2f %%", 100 * v)),
                    line("%.1f %%", 100 * c.hardFraction()),
                    c.correlationLength().stream().map(l -> line("%.1f", l)).collect(Collectors.joining(" / "))));
        }
        lines.add(line(
                "%s after %.1f s and %d evaluations: %s",
                report.status().json(), report.seconds(), report.evaluations(), String.valueOf(report.reason())));
        lines.add("report: " + folder.resolve("report.html"));
        return lines;
    }

    private static String verified(DesignReport report, CandidateReport c) {
        if (c.verified().isEmpty()) {
            return "none";
        }
        return report.isRich()
                ? c.goals().stream()
                        .map(g -> line("%s %.4g", g.quantity(), g.value()))
                        .distinct()
                        .collect(Collectors.joining(", "))
                : join(c.verified(), (p, v) -> line("%s %.2f", p, v));
    }

    private static String join(Map<Property, Double> values, BiFunction<Property, Double, String> text) {
        return values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> text.apply(e.getKey(), e.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
