package io.temper.camel;

import io.temper.fem.AdapterRegistry;
import io.temper.fem.FemSolver;
import io.temper.fem.ProcessFemSolver;
import io.temper.fem.cache.CachedSolvers;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/** Effective stiffness by an external finite-element solver. */
@Component("fem")
public class FemComponent extends DefaultComponent {
    /** The adapters of external solvers; by default the ones in the registry. */
    @Metadata(autowired = true)
    private @Nullable AdapterRegistry adapters;

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
        for (FemSolver bean : getCamelContext().getRegistry().findByType(FemSolver.class)) {
            if (bean.name().equals(name)) {
                return bean;
            }
        }
        if (adapters == null) {
            throw new IllegalArgumentException(
                    "no solver '%s': bind a FemSolver of that name, or an AdapterRegistry, in Camel's registry"
                            .formatted(name));
        }
        ProcessFemSolver solver = adapters.solver(name);
        CachedSolvers cached = getCamelContext().getRegistry().findSingleByType(CachedSolvers.class);
        return cached == null ? solver : cached.of(solver);
    }

    public @Nullable AdapterRegistry getAdapters() {
        return adapters;
    }

    public void setAdapters(AdapterRegistry adapters) {
        this.adapters = adapters;
    }
}
