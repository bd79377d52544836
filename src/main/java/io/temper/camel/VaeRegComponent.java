package io.temper.camel;

import io.temper.design.Retrainer;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.jspecify.annotations.Nullable;

/** Inverse inference, decoding and prediction by a trained VAE-Reg model, and retraining of it. */
@Component("vaereg")
public class VaeRegComponent extends ModelComponent {
    /** Fine-tunes models for vaereg:retrain; by default the one in the registry. */
    @Metadata(autowired = true)
    private @Nullable Retrainer retrainer;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        VaeRegEndpoint endpoint = new VaeRegEndpoint(uri, this);
        endpoint.setOperation(Operations.parse(VaeRegOperation.class, remaining));
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** What fine-tunes; one clear line if there is nothing. */
    Retrainer requireRetrainer() {
        if (retrainer == null) {
            throw new IllegalStateException("nothing to retrain with: bind exactly one Retrainer in Camel's registry");
        }
        return retrainer;
    }

    public @Nullable Retrainer getRetrainer() {
        return retrainer;
    }

    public void setRetrainer(Retrainer retrainer) {
        this.retrainer = retrainer;
    }
}
