package io.temper.app;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.temper.design.DesignEvent;
import io.temper.design.DesignReport;
import io.temper.design.DesignRequest;
import io.temper.design.DesignRun;
import io.temper.design.DesignStatus;
import io.temper.design.Halt;
import io.temper.lab.DesignResults;
import io.temper.material.Microstructure;
import io.temper.report.ReportPage;
import io.temper.store.Database;
import io.temper.store.DesignFilter;
import io.temper.store.DesignRow;
import io.temper.store.DesignStore;
import io.temper.store.NewRow;
import io.temper.store.StoreException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The service's designs: submitted, watched, paused, cancelled, forgotten. They are durable: whatever was acknowledged is in the
 * database, and goes on after a restart. Methods throw {@link StoreException} while the database does not answer.
 */
@ApplicationScoped
public class Designs {
    private static final Logger LOG = Logger.getLogger(Designs.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Designer designer;
    private final ServiceSettings settings;
    private final Map<String, List<Runnable>> watchers = new ConcurrentHashMap<>();
    private final Event<Database> opened;
    private final DesignResults results;
    private @Nullable Service service;

    /** What there is once the service has started. */
    private record Service(FolderLock lock, Database database, DesignStore store, Workers workers) {}

    Designs(Designer designer, ServiceSettings settings, Event<Database> opened, DesignResults results) {
        this.designer = designer;
        this.settings = settings;
        this.opened = opened;
        this.results = results;
    }

    /** What a submission came to. @param isNew false if the same was submitted before with the same key */
    public record Submission(DesignRow design, boolean isNew) {}

    /** Not for the command line, which starts the application without its HTTP port. */
    void start(
            @Observes @Priority(Integer.MAX_VALUE) StartupEvent event,
            @ConfigProperty(name = "quarkus.http.host-enabled", defaultValue = "true") boolean serves)
            throws IOException {
        if (!serves) {
            return;
        }
        FolderLock lock = FolderLock.take(settings.designs());
        try {
            Database database = Database.open(
                    settings.database(),
                    settings.databaseUser().orElse(null),
                    settings.databasePassword().orElse(null));
            DesignStore store = new DesignStore(database, settings.databasePatience(), results);
            Workers workers = new Workers(store, designer, settings.designs(), this::changed);
            service = new Service(lock, database, store, workers);
            finishReports(store);
            workers.start(settings.parallel());
            opened.fire(database);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Those that ended just before an earlier process was killed may lack their page. */
    private void finishReports(DesignStore store) {
        for (DesignRow row : store.endedLast(Duration.ofMinutes(1))) {
            Optional<DesignReport> report = store.report(row.id());
            if (report.isPresent() && Files.notExists(folder(row.id()).resolve("report.html"))) {
                try {
                    ReportPage.write(report.get(), folder(row.id()));
                } catch (IOException e) { // the files of one design are not worth a service that does not start
                    LOG.warnf("design %s has no report page: %s", row.id(), e);
                }
            }
        }
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) throws IOException {
        if (service != null) {
            service.workers().stop(settings.shutdownTimeout());
            service.database().close();
            service.lock().close();
            service = null;
        }
    }

    private Service service() {
        if (service == null) {
            throw new IllegalStateException("the service of designs is not running");
        }
        return service;
    }

    private DesignStore store() {
        return service().store();
    }

    /**
     * Queues a design.
     *
     * @param start the microstructure that the request starts from; null if it has none
     * @param key that makes it safe to submit again: the same key and the same design are one; null for none
     * @throws IllegalArgumentException if it cannot be met
     * @throws StatusConflictException if the key was used for another design
     * @throws RejectedExecutionException if too many are waiting
     * @throws IOException if the model cannot be loaded
     */
    public Submission submit(
            @Nullable String name,
            int priority,
            DesignRequest request,
            @Nullable Microstructure start,
            @Nullable String key)
            throws IOException {
        Optional<Submission> before = submitted(name, priority, request, key);
        if (before.isPresent()) {
            return before.get();
        }
        designer.check(request);
        Instant now = Instant.now();
        String id = STAMP.format(now) + "-" + UUID.randomUUID().toString().substring(0, 8);
        if (start != null) {
            designer.keepStart(start, folder(id));
        }
        boolean added = false;
        try {
            added = store().add(new NewRow(id, name, priority, now, request, key), settings.capacity());
            if (!added) {
                throw new RejectedExecutionException(
                        "%d designs are waiting: try again later".formatted(settings.capacity()));
            }
        } catch (StoreException e) {
            // another submission with the same key may have been quicker
            return submitted(name, priority, request, key).orElseThrow(() -> e);
        } finally {
            if (start != null && !added) {
                FolderLock.deleteTree(folder(id));
            }
        }
        service().workers().wake();
        return new Submission(store().find(id).orElseThrow(), true);
    }

    /** The microstructure that a design starts from, which must have one. @throws IOException if it is not in its folder */
    public Microstructure start(DesignRow design) throws IOException {
        return designer.keptStart(design.request(), folder(design.id()));
    }

    private Optional<Submission> submitted(
            @Nullable String name, int priority, DesignRequest request, @Nullable String key) {
        Optional<DesignRow> before = key == null ? Optional.empty() : store().submittedAs(key);
        before.ifPresent(row -> {
            if (!row.request().equals(request)
                    || !java.util.Objects.equals(row.name(), name)
                    || row.priority() != priority) {
                throw new StatusConflictException(
                        "key '%s' was used for another design, %s: give each design a key of its own"
                                .formatted(key, row.id()));
            }
        });
        return before.map(row -> new Submission(row, false));
    }

    public Optional<DesignRow> find(String id) {
        return store().find(id);
    }

    /** The run of a design that is being worked at: newer than its row by a step at most. */
    public Optional<DesignRun> run(String id) {
        return service().workers().run(id);
    }

    /** The design's last report; empty before its first step. */
    public Optional<DesignReport> report(String id) {
        return run(id).map(DesignRun::report).or(() -> store().report(id));
    }

    /** Its events with higher numbers. */
    public List<DesignEvent> events(String id, int after) {
        return run(id).map(DesignRun::events)
                .map(all -> all.subList(Math.min(after, all.size()), all.size()))
                .orElseGet(() -> store().events(id, after));
    }

    /** Where its report, voxels and logs lie. */
    public Path folder(String id) {
        return settings.designs().resolve(id);
    }

    public List<DesignRow> list(DesignFilter filter) {
        return store().list(filter);
    }

    public Map<DesignStatus, Integer> counts() {
        return store().counts();
    }

    /** Brings a design to rest; an evaluation that runs is finished first. @throws StatusConflictException if it has ended or rests */
    public void pause(String id) {
        halt(
                id,
                new Halt(Halt.Kind.PAUSE, "paused by request"),
                EnumSet.of(DesignStatus.QUEUED, DesignStatus.RUNNING),
                DesignStatus.PAUSED);
    }

    /** Ends a design, and its solver at once. @throws StatusConflictException if it has ended */
    public void cancel(String id) {
        halt(
                id,
                new Halt(Halt.Kind.CANCEL, "cancelled by request"),
                EnumSet.of(DesignStatus.QUEUED, DesignStatus.RUNNING, DesignStatus.PAUSED),
                DesignStatus.CANCELLED);
    }

    private void halt(String id, Halt halt, EnumSet<DesignStatus> from, DesignStatus to) {
        if (!service().workers().halt(id, halt, from, to)) {
            throw conflict(id, halt.kind().name().toLowerCase(java.util.Locale.ROOT));
        }
        changed(id);
    }

    /** Queues a design that rests. @throws StatusConflictException if it does not */
    public void resume(String id) {
        if (!store().change(id, EnumSet.of(DesignStatus.PAUSED), DesignStatus.QUEUED, null)) {
            throw conflict(id, "resume");
        }
        service().workers().wake();
        changed(id);
    }

    /** Forgets a design that has ended, with its files. @throws StatusConflictException if it has not */
    public void delete(String id) throws IOException {
        if (!find(id).map(row -> row.status().isFinal()).orElse(true) || run(id).isPresent()) {
            throw new StatusConflictException("design %s has not ended: cancel it first".formatted(id));
        }
        store().delete(id);
        FolderLock.deleteTree(folder(id));
    }

    private StatusConflictException conflict(String id, String what) {
        String status = find(id).map(r -> r.status().json()).orElse("gone");
        return new StatusConflictException("design %s is %s: it cannot %s".formatted(id, status, what));
    }

    /** Calls the watcher whenever there may be something new of a design, until it is removed. */
    public void watch(String id, Runnable watcher) {
        watchers.computeIfAbsent(id, i -> new CopyOnWriteArrayList<>()).add(watcher);
    }

    public void unwatch(String id, Runnable watcher) {
        watchers.computeIfPresent(id, (i, all) -> {
            all.remove(watcher);
            return all.isEmpty() ? null : all;
        });
    }

    private void changed(String id) {
        watchers.getOrDefault(id, List.of()).forEach(Runnable::run);
    }
}
