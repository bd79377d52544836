package io.temper.camel;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Infer latent points for a target stiffness, decode them, predict stiffness, with a trained VAE-Reg model; or retrain it. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "vaereg",
        title = "VAE-Reg",
        syntax = "vaereg:operation",
        producerOnly = true,
        category = {Category.AI},
        headersClass = VaeRegConstants.class)
public class VaeRegEndpoint extends DefaultEndpoint {
    /** What to do: infer the prior of a target, settle its modes, decode latent points, predict the stiffness of microstructures, or retrain the model. */
    @UriPath
    @Metadata(required = true)
    private VaeRegOperation operation = VaeRegOperation.infer;

    private final VaeRegComponent component;

    public VaeRegEndpoint(String uri, VaeRegComponent component) {
        super(uri, component);
        this.component = component;
    }

    @Override
    public Producer createProducer() {
        return new VaeRegProducer(this, component);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("vaereg: is only ever sent to; start the route from something else");
    }

    public VaeRegOperation getOperation() {
        return operation;
    }

    public void setOperation(VaeRegOperation operation) {
        this.operation = operation;
    }
}
