package io.temper.api;

import io.temper.design.DesignEvent;
import io.temper.design.DesignReport;
import io.temper.design.DesignRequest;
import io.temper.design.DesignRun;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A design of the service, from the queue to its end. Once it has ended only its report and events are kept in memory. */
final class Job {
    private final String id;
    private final DesignRequest request;
    private final Path folder;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private @Nullable DesignRun run;
    private @Nullable DesignReport report;
    private List<DesignEvent> events = List.of();

    Job(DesignRun run) {
        this.id = run.id();
        this.request = run.request();
        this.folder = run.folder();
        this.run = run;
        run.listen(e -> notifyWatchers());
    }

    String id() {
        return id;
    }

    DesignRequest request() {
        return request;
    }

    Path folder() {
        return folder;
    }

    /** Runs the design; it is over when this returns. */
    void execute(Consumer<DesignRun> designer) {
        DesignRun design = current();
        if (design == null) {
            throw new IllegalStateException("design %s has ended already".formatted(id));
        }
        try {
            designer.accept(design);
        } finally {
            synchronized (this) {
                report = design.report();
                events = design.events();
                run = null;
            }
            notifyWatchers();
        }
    }

    private synchronized @Nullable DesignRun current() {
        return run;
    }

    /** The design as it stands. */
    synchronized DesignReport report() {
        return run != null ? run.report() : java.util.Objects.requireNonNull(report);
    }

    /** Everything that happened so far. */
    synchronized List<DesignEvent> events() {
        return run != null ? run.events() : events;
    }

    /** True once neither report nor events change any more. */
    synchronized boolean isOver() {
        return run == null;
    }

    /** Calls the watcher after every step and at the end, until it is removed. */
    void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    void unwatch(Runnable watcher) {
        watchers.remove(watcher);
    }

    private void notifyWatchers() {
        watchers.forEach(Runnable::run);
    }
}
