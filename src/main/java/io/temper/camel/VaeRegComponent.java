package io.temper.camel;

import io.temper.vaereg.VaeReg;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/** Inverse inference, decoding and prediction by a trained VAE-Reg model. */
@Component("vaereg")
public class VaeRegComponent extends DefaultComponent {
    /** The trained model; by default the one in the registry. */
    @Metadata(autowired = true)
    private @Nullable VaeReg model;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        VaeRegEndpoint endpoint = new VaeRegEndpoint(uri, this);
        endpoint.setOperation(Operations.parse(VaeRegOperation.class, remaining));
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** The model; one clear line if there is none. */
    static VaeReg require(@Nullable VaeReg model) {
        if (model == null) {
            throw new IllegalStateException("no VAE-Reg model: bind exactly one VaeReg in Camel's registry");
        }
        return model;
    }

    public @Nullable VaeReg getModel() {
        return model;
    }

    public void setModel(VaeReg model) {
        this.model = model;
    }
}
