package io.temper.camel;

import io.temper.vaereg.VaeReg;
import java.util.Set;
import org.apache.camel.Message;
import org.apache.camel.spi.Metadata;
import org.apache.camel.support.HealthCheckComponent;
import org.jspecify.annotations.Nullable;

/** A component that asks a VAE-Reg model. */
abstract class ModelComponent extends HealthCheckComponent {
    /** The trained model; by default the one in the registry, else the one of modelFolder. */
    @Metadata(autowired = true)
    private @Nullable VaeReg model;

    /** Folder of a trained model, as train writes it; by default the current model, which is the bundled one unless another was chosen. Used where no model is bound. */
    @Metadata
    private @Nullable String modelFolder;

    /** The message's model, else the component's, else the standard one. */
    VaeReg model(Message message) {
        VaeReg own = message.getHeader(VaeRegConstants.MODEL, VaeReg.class);
        return own != null ? own : model();
    }

    /** The component's model, else that of its folder, else the current one. */
    VaeReg model() {
        if (model != null) {
            return model;
        }
        if (modelFolder == null) {
            Set<VaeReg> bound = getCamelContext().getRegistry().findByType(VaeReg.class);
            if (bound.size() > 1) {
                throw new IllegalStateException(
                        "%d VAE-Reg models are bound in Camel's registry: name one with the component's option model, or set header %s"
                                .formatted(bound.size(), VaeRegConstants.MODEL));
            }
        }
        return StandardModels.of(getCamelContext()).model(modelFolder);
    }

    public @Nullable VaeReg getModel() {
        return model;
    }

    public void setModel(VaeReg model) {
        this.model = model;
    }

    public @Nullable String getModelFolder() {
        return modelFolder;
    }

    public void setModelFolder(String modelFolder) {
        this.modelFolder = modelFolder;
    }
}
