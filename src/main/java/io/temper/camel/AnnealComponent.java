package io.temper.camel;

import io.temper.vaereg.VaeReg;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/** Simulated annealing in the latent space of a VAE-Reg model. */
@Component("anneal")
public class AnnealComponent extends DefaultComponent {
    /** The trained model; by default the one in the registry. */
    @Metadata(autowired = true)
    private @Nullable VaeReg model;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        AnnealEndpoint endpoint = new AnnealEndpoint(uri, this);
        endpoint.setSpace(Operations.parse(AnnealSpace.class, remaining));
        setProperties(endpoint, parameters);
        return endpoint;
    }

    public @Nullable VaeReg getModel() {
        return model;
    }

    public void setModel(VaeReg model) {
        this.model = model;
    }
}
