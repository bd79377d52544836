package io.temper.camel;

import io.temper.fem.FemException;
import io.temper.fem.FemSolver;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** Effective stiffness by an external finite-element solver. */
@Component("fem")
public class FemComponent extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        FemEndpoint endpoint = new FemEndpoint(uri, this);
        endpoint.setAdapter(remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** A solver of that name bound in the registry, else the adapter of that name. */
    FemSolver solver(String name) throws FemException {
        Set<FemSolver> bound = getCamelContext().getRegistry().findByType(FemSolver.class);
        return bound.stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new FemException(FemException.Reason.UNAVAILABLE, "no such solver " + name));
    }
}
