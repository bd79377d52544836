package io.temper.api;

import io.temper.app.Evaluator;
import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Simulations whose askers wait for them: only so many, since each keeps a thread. */
@ApplicationScoped
class Simulations {
    private static final Logger LOG = Logger.getLogger(Simulations.class);
    /** What a simulation is taken to last before one was seen [s]. */
    private static final double FIRST_GUESS = 5;

    private final Evaluator evaluator;
    private final int most;
    private final Semaphore places;
    private volatile double seconds = FIRST_GUESS;

    Simulations(Evaluator evaluator, @ConfigProperty(name = "temper.simulations", defaultValue = "8") int most) {
        if (most < 1) {
            throw new IllegalArgumentException("temper.simulations=%d must be at least 1".formatted(most));
        }
        this.evaluator = evaluator;
        this.most = most;
        places = new Semaphore(most);
    }

    /**
     * Solves a problem in a folder that goes when it succeeds.
     *
     * @throws WebApplicationException 429 if too many wait already
     */
    FemResult solve(String solver, FemProblem problem) throws IOException, FemException {
        evaluator.check(solver);
        if (!places.tryAcquire()) {
            throw busy();
        }
        try {
            Path folder = Files.createTempDirectory("temper-simulation");
            long start = System.nanoTime();
            FemResult result = evaluator.solve(solver, problem, folder);
            seconds = 0.5 * seconds + 0.5 * (System.nanoTime() - start) * 1e-9;
            delete(folder);
            return result;
        } finally {
            places.release();
        }
    }

    private WebApplicationException busy() {
        String detail = "%d simulations are waiting: try again later".formatted(most);
        Response problem = Problem.response(Status.TOO_MANY_REQUESTS, detail);
        return new WebApplicationException(
                detail,
                Response.fromResponse(problem)
                        .header(HttpHeaders.RETRY_AFTER, Math.max(1, Math.round(seconds)))
                        .build());
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        } catch (IOException e) {
            LOG.warnf("%s stays: %s", folder, e.getMessage());
        }
    }
}
