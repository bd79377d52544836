package io.temper.app;

import io.temper.design.DesignLoop;
import io.temper.design.DesignRequest;
import io.temper.design.DesignRun;
import io.temper.fem.AdapterRegistry;
import io.temper.fem.FemSolver;
import io.temper.report.ReportPage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;

/** Sends designs through the routes. */
@ApplicationScoped
public class Designer {
    private static final String ROUTE = "direct:design";

    private final DesignLoop loop;
    private final ProducerTemplate camel;
    private final AdapterRegistry adapters;
    private final Instance<FemSolver> solvers;
    private final LatentViews latent;

    Designer(
            DesignLoop loop,
            ProducerTemplate camel,
            AdapterRegistry adapters,
            @Any Instance<FemSolver> solvers,
            LatentViews latent) {
        this.loop = loop;
        this.camel = camel;
        this.adapters = adapters;
        this.solvers = solvers;
        this.latent = latent;
    }

    /**
     * A new design, not yet started.
     *
     * @param folder the design's own, made if it is missing: report, voxel files and solver logs are left in it
     * @throws IllegalArgumentException if the target cannot be reached, or the model or the solver is not fit for it
     * @throws IOException if the folder cannot be written
     */
    public DesignRun open(String id, DesignRequest request, Path folder) throws IOException {
        if (solvers.stream().noneMatch(s -> s.name().equals(request.solver()))) {
            adapters.solver(request.solver());
        }
        return loop.open(id, request, folder);
    }

    /** Ends a design that cannot be run. */
    public void abandon(DesignRun design, Exception cause) {
        loop.fail(design, cause);
    }

    /** Runs a design to its end, which may be a failure, and writes its {@code report.html}. */
    public void run(DesignRun design) throws IOException {
        try {
            camel.requestBody(ROUTE, design);
            if (design.isRunning()) {
                throw new IllegalStateException("the routes came to their end with neither accept nor stop");
            }
        } catch (CamelExecutionException | IllegalStateException e) {
            // routes are the users': one that is missing or leads nowhere ends the design as well
            loop.fail(design, e.getCause() instanceof Exception cause ? cause : e);
        }
        ReportPage.write(
                design.report(), design.folder(), latent.find(design.folder()).orElse(null));
    }
}
