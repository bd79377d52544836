package io.temper.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.design.LatentTrace;
import io.temper.material.DesignTarget;
import io.temper.report.LatentView;
import io.temper.vaereg.map.LatentMap;
import io.temper.vaereg.map.LatentMaps;
import io.temper.vaereg.versions.Models;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Designs on the maps of their models' latent spaces. */
@ApplicationScoped
public class LatentViews {
    private static final Logger LOG = Logger.getLogger(LatentViews.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LatentMaps maps;
    private final Models models;

    LatentViews(LatentMaps maps, Models models) {
        this.maps = maps;
        this.models = models;
    }

    /**
     * A design on its map; empty while the design waits, and while the map is being made, which begins with the first call.
     *
     * @param folder of the design
     * @throws IOException if the design's trace or its model cannot be read
     * @throws IllegalStateException if the map cannot be made
     */
    public Optional<LatentView> get(Path folder) throws IOException {
        if (Files.notExists(folder.resolve(LatentTrace.FILE))) {
            return Optional.empty();
        }
        LatentTrace trace = trace(folder);
        Optional<LatentMap> map = maps.get(trace.sha256(), () -> models.lease(trace.model()));
        return map.isEmpty() ? Optional.empty() : Optional.of(view(map.get(), trace));
    }

    /** A design on its map, if there is one without waiting; for a report, which can do without. */
    public Optional<LatentView> find(Path folder) {
        if (Files.notExists(folder.resolve(LatentTrace.FILE))) {
            return Optional.empty();
        }
        try {
            LatentTrace trace = trace(folder);
            Optional<LatentMap> map = maps.find(trace.sha256());
            return map.isEmpty() ? Optional.empty() : Optional.of(view(map.get(), trace));
        } catch (IOException | RuntimeException e) {
            LOG.warnf("no map of the latent space in the report: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private static LatentTrace trace(Path folder) throws IOException {
        return JSON.readValue(Files.readAllBytes(folder.resolve(LatentTrace.FILE)), LatentTrace.class);
    }

    private LatentView view(LatentMap map, LatentTrace trace) throws IOException {
        try (Models.Lease lease = models.lease(trace.model())) {
            return LatentView.of(map, lease.model().prior(new DesignTarget(trace.target())), trace);
        }
    }
}
