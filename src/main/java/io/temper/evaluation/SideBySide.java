package io.temper.evaluation;

import io.temper.fem.FemException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Evaluations that do not depend on each other, as many at a time as there are cores. */
final class SideBySide {
    private SideBySide() {}

    /** The results, in order; throws what the first one that failed threw. */
    static <T> List<T> run(List<? extends Callable<T>> work) throws FemException {
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> one : work) {
                futures.add(pool.submit(one));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FemException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while evaluating", e);
        } finally {
            pool.shutdownNow();
        }
    }
}
