package io.temper.app;

import io.temper.design.DesignEvent;
import io.temper.design.DesignReport;
import io.temper.design.DesignRequest;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Runs one design from its request to its report. */
@FunctionalInterface
public interface Designer {
    /**
     * Runs the design to its end.
     *
     * @param id of the design
     * @param folder the design's own, made if it is missing; report, voxel files and solver logs are left in it
     * @param listener hears of every step as it happens, on the thread that took it
     */
    DesignReport design(String id, DesignRequest request, Path folder, Consumer<DesignEvent> listener) throws Exception;
}
