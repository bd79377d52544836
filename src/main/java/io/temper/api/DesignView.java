package io.temper.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.temper.design.DesignEvent;
import io.temper.design.DesignReport;
import io.temper.design.DesignReport.CandidateReport;
import io.temper.design.DesignRequest;
import io.temper.design.DesignStatus;
import io.temper.material.Property;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code GET /designs/{id}}: the report with links, and how far the design is. */
record DesignView(
        String id,
        DesignStatus status,
        @Nullable String reason,
        Map<Property, Double> target,
        double tolerance,
        List<Candidate> candidates,
        Progress progress,
        List<DesignReport.Retraining> retrainings,
        Map<String, Object> provenance,
        Map<String, String> links) {
    /** A candidate with the address of its voxels. */
    record Candidate(
            @JsonUnwrapped CandidateReport report, @Nullable String href) {}

    /** How much of the budget is spent, and what happened last. */
    record Progress(
            int evaluations,
            double seconds,
            DesignRequest.Budget budget,
            @Nullable Double bestError,
            @Nullable String stage,
            @Nullable String message) {}

    /** One line of {@code GET /designs}. */
    record Summary(
            String id,
            DesignStatus status,
            @Nullable String reason,
            Map<Property, Double> target,
            @Nullable Double bestError,
            String href) {}

    static DesignView of(Job job) {
        DesignReport r = job.report();
        String self = address(job);
        return new DesignView(
                r.id(),
                r.status(),
                r.reason(),
                r.target(),
                r.tolerance(),
                r.candidates().stream()
                        .map(c -> new Candidate(c, c.file() == null ? null : self + "/files/" + c.file()))
                        .toList(),
                progress(job, r),
                r.retrainings(),
                r.provenance(),
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

    static Summary summary(Job job) {
        DesignReport r = job.report();
        return new Summary(r.id(), r.status(), r.reason(), r.target(), bestError(job), address(job));
    }

    static String address(Job job) {
        return "/designs/" + job.id();
    }

    private static Progress progress(Job job, DesignReport r) {
        DesignEvent last = last(job);
        return new Progress(
                r.evaluations(),
                r.seconds(),
                job.request().budget(),
                bestError(job),
                last == null ? null : last.stage(),
                last == null ? null : last.message());
    }

    private static @Nullable Double bestError(Job job) {
        DesignEvent last = last(job);
        return last == null ? null : last.bestError();
    }

    private static @Nullable DesignEvent last(Job job) {
        List<DesignEvent> events = job.events();
        return events.isEmpty() ? null : events.get(events.size() - 1);
    }
}
