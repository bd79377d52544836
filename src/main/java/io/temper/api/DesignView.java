package io.temper.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.temper.app.Designs;
import io.temper.design.DesignEvent;
import io.temper.design.DesignReport;
import io.temper.design.DesignReport.CandidateReport;
import io.temper.design.DesignRequest;
import io.temper.design.DesignRun;
import io.temper.design.DesignStatus;
import io.temper.material.Property;
import io.temper.store.DesignRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /designs/{id}}: the report with links, and how far the design is.
 *
 * @param request what makes this design again, with nothing left to defaults
 */
record DesignView(
        String id,
        @Nullable String name,
        DesignStatus status,
        @Nullable String reason,
        Map<Property, Double> target,
        double tolerance,
        int priority,
        Instant created,
        @Nullable Instant started,
        @Nullable Instant ended,
        List<Candidate> candidates,
        Progress progress,
        List<DesignReport.Retraining> retrainings,
        Map<String, Object> provenance,
        NewDesign request,
        Map<String, String> links) {
    /** A candidate with the address of its voxels. */
    record Candidate(
            @JsonUnwrapped CandidateReport report, @Nullable String href) {}

    /**
     * How much of the budget is spent, and what happened last.
     *
     * @param secondsLeft what the rest of the budget takes at the pace so far, at most [s]; null unless the design is running
     */
    record Progress(
            int evaluations,
            double seconds,
            @Nullable Double secondsLeft,
            DesignRequest.Budget budget,
            @Nullable Double bestError,
            @Nullable String stage,
            @Nullable String message) {}

    static DesignView of(DesignRow row, Designs designs) {
        Optional<DesignRun> run = designs.run(row.id());
        Optional<DesignReport> report = designs.report(row.id());
        String self = address(row);
        return new DesignView(
                row.id(),
                row.name(),
                run.map(DesignRun::status).filter(s -> s != DesignStatus.QUEUED).orElse(row.status()),
                run.isPresent() ? run.get().reason() : row.reason(),
                row.request().target().values(),
                row.request().tolerance(),
                row.priority(),
                row.created(),
                row.started(),
                row.ended(),
                report.map(DesignReport::candidates).orElse(List.of()).stream()
                        .map(c -> new Candidate(c, c.file() == null ? null : self + "/files/" + c.file()))
                        .toList(),
                progress(row, run.map(DesignRun::report).orElse(null), designs.events(row.id(), 0)),
                report.map(DesignReport::retrainings).orElse(List.of()),
                report.map(DesignReport::provenance).orElse(Map.of()),
                NewDesign.of(row),
                links(self));
    }

    private static Map<String, String> links(String self) {
        Map<String, String> links = new TreeMap<>(Map.of(
                "self", self, "events", self + "/events", "report", self + "/report.html", "latent", self + "/latent"));
        if (PdfResource.PRINTER.isPresent()) {
            links.put("pdf", self + "/report.pdf");
        }
        return links;
    }

    static String address(DesignRow row) {
        return "/designs/" + row.id();
    }

    private static Progress progress(DesignRow row, @Nullable DesignReport live, List<DesignEvent> events) {
        int evaluations = live == null ? row.evaluations() : live.evaluations();
        double seconds = live == null ? row.seconds() : live.seconds();
        DesignRequest.Budget budget = row.request().budget();
        DesignEvent last = events.isEmpty() ? null : events.get(events.size() - 1);
        return new Progress(
                evaluations,
                seconds,
                live == null ? null : secondsLeft(evaluations, seconds, budget),
                budget,
                live == null ? row.bestError() : live.bestError(),
                last == null ? null : last.stage(),
                last == null ? null : last.message());
    }

    private static double secondsLeft(int evaluations, double seconds, DesignRequest.Budget budget) {
        double ofBudget = Math.max(0, budget.seconds() - seconds);
        return evaluations == 0
                ? ofBudget
                : Math.min(ofBudget, (budget.evaluations() - evaluations) * seconds / evaluations);
    }
}
