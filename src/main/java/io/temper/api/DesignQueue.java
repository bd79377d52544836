package io.temper.api;

import io.temper.app.Designer;
import io.temper.design.DesignRequest;
import io.temper.design.DesignRun;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The service's designs. They run one after the other, since a solver uses all cores; each has a folder of its own. */
@ApplicationScoped
class DesignQueue {
    /** More waiting designs than this are refused. */
    static final int CAPACITY = 100;

    private static final Logger LOG = Logger.getLogger(DesignQueue.class);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final Map<String, Job> jobs = Collections.synchronizedMap(new LinkedHashMap<>());
    private final ThreadPoolExecutor worker = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(CAPACITY), r -> new Thread(r, "design"));
    private final Designer designer;
    private final Path folder;

    DesignQueue(Designer designer, @ConfigProperty(name = "temper.designs") Path folder) {
        this.designer = designer;
        this.folder = folder;
    }

    /**
     * Queues a design.
     *
     * @throws IllegalArgumentException if it cannot be met
     * @throws java.util.concurrent.RejectedExecutionException if too many are waiting
     */
    Job add(DesignRequest request) throws IOException {
        String id = LocalDateTime.now(java.time.ZoneOffset.UTC).format(STAMP) + "-"
                + UUID.randomUUID().toString().substring(0, 8);
        if (worker.getQueue().remainingCapacity() == 0) {
            throw new java.util.concurrent.RejectedExecutionException();
        }
        DesignRun run = designer.open(id, request, folder.resolve(id));
        Job job = new Job(run);
        try {
            worker.execute(() -> run(job));
        } catch (java.util.concurrent.RejectedExecutionException e) {
            designer.abandon(run, e); // it gives its model back
            throw e;
        }
        jobs.put(id, job);
        return job;
    }

    Optional<Job> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** Newest first. */
    List<Job> all() {
        Collection<Job> copy;
        synchronized (jobs) {
            copy = List.copyOf(jobs.values());
        }
        List<Job> newestFirst = new java.util.ArrayList<>(copy);
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    private void run(Job job) {
        try {
            job.execute(this::design);
        } catch (RuntimeException e) {
            LOG.errorf(e, "design %s", job.id());
        }
    }

    private void design(DesignRun run) {
        try {
            designer.run(run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @PreDestroy
    void stop() {
        worker.shutdownNow();
    }
}
