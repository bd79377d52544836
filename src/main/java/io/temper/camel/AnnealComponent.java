package io.temper.camel;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;

/** Simulated annealing in the latent space of a VAE-Reg model. */
@Component("anneal")
public class AnnealComponent extends ModelComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        AnnealEndpoint endpoint = new AnnealEndpoint(uri, this);
        endpoint.setSpace(Operations.parse(AnnealSpace.class, remaining));
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
