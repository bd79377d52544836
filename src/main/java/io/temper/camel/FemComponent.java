package io.temper.camel;

import io.temper.fem.FemException;
import io.temper.fem.FemSolver;
import io.temper.fem.adapter.AdapterRegistry;
import io.temper.fem.adapter.BundledAdapters;
import io.temper.fem.adapter.ProcessFemSolver;
import io.temper.fem.cache.CachedSolvers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.util.FileUtil;
import org.jspecify.annotations.Nullable;

/** Effective stiffness by an external finite-element solver. */
@Component("fem")
public class FemComponent extends HealthCheckComponent {
    /** The adapters of external solvers; by default the ones in the registry, else those of adaptersFolder. */
    @Metadata(autowired = true)
    private @Nullable AdapterRegistry adapters;

    /** Folder of solver adapters, each a folder of its own with an adapter.yaml; by default those that come in temper's jar. Used where no AdapterRegistry is bound. */
    @Metadata
    private @Nullable String adaptersFolder;

    /** Used where neither is given; gone with the component. */
    private @Nullable BundledAdapters bundled;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        FemEndpoint endpoint = new FemEndpoint(uri, this);
        endpoint.setAdapter(remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /**
     * The solver of that name among the beans in Camel's registry, else among the adapters; those with the cache before them, if
     * there is one in the registry.
     */
    FemSolver solver(String name) {
        return bound(name).orElseGet(() -> cached(adapters().solver(name)));
    }

    private Optional<FemSolver> bound(String name) {
        return getCamelContext().getRegistry().findByType(FemSolver.class).stream()
                .filter(bean -> bean.name().equals(name))
                .findFirst();
    }

    private FemSolver cached(ProcessFemSolver solver) {
        CachedSolvers cached = getCamelContext().getRegistry().findSingleByType(CachedSolvers.class);
        return cached == null ? solver : cached.of(solver);
    }

    /** What an adapter's probe says; the name alone of a bean, and of an adapter without a probe. */
    String probe(String name) throws FemException, IOException {
        if (bound(name).isPresent()) {
            return name;
        }
        ProcessFemSolver solver = adapters().solver(name);
        if (solver.descriptor().probe().isEmpty()) {
            return name;
        }
        Path folder = Files.createTempDirectory("temper-probe-");
        try {
            return solver.probe(folder);
        } finally {
            FileUtil.removeDir(folder.toFile());
        }
    }

    private synchronized AdapterRegistry adapters() {
        if (adapters == null) {
            adapters = new AdapterRegistry(adaptersFolder != null ? Path.of(adaptersFolder) : unpacked());
        }
        return adapters;
    }

    private Path unpacked() {
        try {
            bundled = BundledAdapters.unpack();
            return bundled.folder();
        } catch (IOException e) {
            throw new UncheckedIOException("the bundled solver adapters cannot be unpacked: " + e.getMessage(), e);
        }
    }

    @Override
    protected synchronized void doShutdown() throws Exception {
        if (bundled != null) {
            bundled.close();
        }
        super.doShutdown();
    }

    public @Nullable AdapterRegistry getAdapters() {
        return adapters;
    }

    public void setAdapters(AdapterRegistry adapters) {
        this.adapters = adapters;
    }

    public @Nullable String getAdaptersFolder() {
        return adaptersFolder;
    }

    public void setAdaptersFolder(String adaptersFolder) {
        this.adaptersFolder = adaptersFolder;
    }
}
