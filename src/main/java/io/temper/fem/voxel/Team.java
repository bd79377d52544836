package io.temper.fem.voxel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A few threads that share loops. What a task computes must not depend on the worker that takes it. */
final class Team implements AutoCloseable {
    /** One turn of a shared loop. */
    interface Job {
        /** @param worker 0..threads-1, whose scratch space may be used */
        void run(int worker, int task);
    }

    private final int threads;
    private final ExecutorService helpers;

    Team(int threads) {
        this.threads = threads;
        helpers = Executors.newFixedThreadPool(Math.max(1, threads - 1), r -> {
            Thread t = new Thread(r, "voxel-solver");
            t.setDaemon(true);
            return t;
        });
    }

    int threads() {
        return threads;
    }

    /** Runs tasks 0..n-1 and returns when all are done; the caller takes part. */
    void run(int n, Job job) {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> others = new ArrayList<>();
        for (int worker = 1; worker < Math.min(threads, n); worker++) {
            int me = worker;
            others.add(helpers.submit(() -> work(next, n, job, me)));
        }
        try {
            work(next, n, job, 0);
        } finally {
            others.forEach(Team::join);
        }
    }

    private static void work(AtomicInteger next, int n, Job job, int worker) {
        for (int task = next.getAndIncrement(); task < n; task = next.getAndIncrement()) {
            job.run(worker, task);
        }
    }

    private static void join(Future<?> other) {
        boolean interrupted = false;
        while (true) {
            try {
                other.get();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw new IllegalStateException("a solver thread failed: " + e.getCause(), e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        helpers.shutdownNow();
    }
}
