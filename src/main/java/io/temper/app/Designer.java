package io.temper.app;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.temper.design.DesignLoop;
import io.temper.design.DesignRequest;
import io.temper.design.DesignRun;
import io.temper.design.Halt;
import io.temper.design.Journal;
import io.temper.fem.FemSolver;
import io.temper.fem.adapter.AdapterRegistry;
import io.temper.material.Microstructure;
import io.temper.report.ReportPage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.jboss.logging.MDC;

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
        return open(id, request, folder, Journal.NONE);
    }

    /** The same, going on after what its journal has. */
    DesignRun open(String id, DesignRequest request, Path folder, Journal journal) throws IOException {
        checkSolver(request);
        return loop.open(id, request, folder, journal);
    }

    /** Refuses what {@link #open} would refuse, without a trace. */
    void check(DesignRequest request) throws IOException {
        checkSolver(request);
        loop.check(request);
    }

    /** Keeps the microstructure that a request starts from in the folder of the design to come. */
    public void keepStart(Microstructure voxels, Path folder) throws IOException {
        loop.keepStart(voxels, folder);
    }

    /** The microstructure that was kept so. @throws IOException if it is not there */
    Microstructure keptStart(DesignRequest request, Path folder) throws IOException {
        return loop.keptStart(request, folder);
    }

    private void checkSolver(DesignRequest request) {
        if (solvers.stream().noneMatch(s -> s.name().equals(request.solver()))) {
            adapters.solver(request.solver());
        }
    }

    /** Puts a design that was halted to rest. */
    void rest(DesignRun design, Halt halt) throws IOException {
        loop.rest(design, halt);
        if (!design.isRunning()) {
            writePage(design);
        }
    }

    /** Runs a design to its end, which may be a failure, and writes its {@code report.html}; or until it is halted. */
    @WithSpan("design")
    public void run(DesignRun design) throws IOException {
        Span.current().setAttribute("temper.design", design.id());
        MDC.put("design", design.id());
        try {
            camel.requestBodyAndHeaders(ROUTE, design, trace());
            if (design.isRunning() && design.halted() == null) {
                throw new IllegalStateException("the routes came to their end with neither accept nor stop");
            }
        } catch (CamelExecutionException | IllegalStateException e) {
            // routes are the users': one that is missing or leads nowhere ends the design as well
            loop.fail(design, e.getCause() instanceof Exception cause ? cause : e);
        }
        Thread.interrupted(); // what a cancelled design's thread has still to do is not to be cancelled
        if (!design.isRunning()) {
            writePage(design);
        }
        MDC.remove("design");
    }

    private void writePage(DesignRun design) throws IOException {
        ReportPage.write(
                design.report(), design.folder(), latent.find(design.folder()).orElse(null));
    }

    /** What makes the spans of the routes part of the design's own; empty while nothing is traced. */
    private static Map<String, Object> trace() {
        Map<String, Object> headers = new HashMap<>();
        GlobalOpenTelemetry.getPropagators()
                .getTextMapPropagator()
                .inject(Context.current(), headers, (carrier, name, value) -> carrier.put(name, value));
        return headers;
    }
}
