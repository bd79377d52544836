package io.temper.camel;

import io.temper.design.Retrainer;
import io.temper.vaereg.VaeReg;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Message;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/** Inverse inference, decoding and prediction by a trained VAE-Reg model, and retraining of it. */
@Component("vaereg")
public class VaeRegComponent extends DefaultComponent {
    /** The trained model; by default the one in the registry. */
    @Metadata(autowired = true)
    private @Nullable VaeReg model;

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

    /** The message's model, else the component's; one clear line if there is none. */
    static VaeReg model(Message message, @Nullable VaeReg component) {
        VaeReg own = message.getHeader(VaeRegConstants.MODEL, VaeReg.class);
        VaeReg model = own != null ? own : component;
        if (model == null) {
            throw new IllegalStateException(
                    "no VAE-Reg model: bind exactly one VaeReg in Camel's registry, or set header "
                            + VaeRegConstants.MODEL);
        }
        return model;
    }

    /** What fine-tunes; one clear line if there is nothing. */
    Retrainer requireRetrainer() {
        if (retrainer == null) {
            throw new IllegalStateException("nothing to retrain with: bind exactly one Retrainer in Camel's registry");
        }
        return retrainer;
    }

    public @Nullable VaeReg getModel() {
        return model;
    }

    public void setModel(VaeReg model) {
        this.model = model;
    }

    public @Nullable Retrainer getRetrainer() {
        return retrainer;
    }

    public void setRetrainer(Retrainer retrainer) {
        this.retrainer = retrainer;
    }
}
