package io.temper.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temper.design.DesignReport;
import io.temper.store.DesignEnd;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** A design that has ended is a result: its target, candidates, provenance and where to find the rest. */
public final class DesignResults implements DesignEnd {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> KEPT = List.of(
            "status",
            "reason",
            "target",
            "goals",
            "tolerance",
            "candidates",
            "front",
            "evaluations",
            "seconds",
            "provenance");

    private final Outbox outbox;
    private final Path designs;
    private final String base;

    /**
     * @param designs each design has a folder of its own in it
     * @param base where others reach the service, for links; empty for links relative to it
     */
    public DesignResults(Outbox outbox, Path designs, String base) {
        this.outbox = outbox;
        this.designs = designs.toAbsolutePath().normalize();
        this.base = base.replaceAll("/+$", "");
    }

    @Override
    public void ended(Connection transaction, DesignReport report, String json) throws SQLException {
        outbox.put(
                transaction,
                new LabResult(
                        "design-" + report.id(),
                        "design",
                        report.id(),
                        Instant.now(),
                        json(report.id(), json),
                        designs.resolve(report.id())));
    }

    private String json(String id, String report) {
        try {
            ObjectNode all = (ObjectNode) JSON.readTree(report);
            ObjectNode result = JSON.createObjectNode().put("id", id).put("kind", "design");
            KEPT.stream().filter(all::has).forEach(name -> result.set(name, all.get(name)));
            result.putObject("units")
                    .put("target", "GPa")
                    .put("verified", "GPa")
                    .put("surrogate", "GPa")
                    .put("correlationLength", "voxel")
                    .put("seconds", "s");
            String self = base + "/designs/" + id;
            result.putObject("links").put("design", self).put("report", self + "/files/report.json");
            return JSON.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is always JSON", e);
        }
    }
}
