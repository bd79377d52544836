package io.temper.camel;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Generate, read, write, trim and describe voxel microstructures. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "microstructure",
        title = "Microstructure",
        syntax = "microstructure:operation",
        producerOnly = true,
        category = {Category.TRANSFORMATION},
        headersClass = MicrostructureConstants.class)
public class MicrostructureEndpoint extends DefaultEndpoint {
    /** What to do: generate, read, write, trim or describe. */
    @UriPath
    @Metadata(required = true)
    private MicrostructureOperation operation = MicrostructureOperation.read;

    /** Voxel file to read or write; its ending names the format. Reading takes the body as the file if this is not set. */
    @UriParam
    private @Nullable String file;

    /** Hard fraction, 0 to 1, to generate or to trim to. */
    @UriParam
    private @Nullable Double fraction;

    /** Standard deviations of the generator's filter along x, y and z, in voxels. */
    @UriParam(defaultValue = "1,1,7")
    private String sigma = "1,1,7";

    /** Voxels along each axis of a generated microstructure. */
    @UriParam(defaultValue = "51")
    private int size = 51;

    /** Seed of the generator's noise. */
    @UriParam(defaultValue = "0")
    private long seed;

    public MicrostructureEndpoint(String uri, MicrostructureComponent component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        return new MicrostructureProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException(
                "microstructure: is only ever sent to; start the route from something else, such as file:");
    }

    public MicrostructureOperation getOperation() {
        return operation;
    }

    public void setOperation(MicrostructureOperation operation) {
        this.operation = operation;
    }

    public @Nullable String getFile() {
        return file;
    }

    public void setFile(String file) {
        this.file = file;
    }

    public @Nullable Double getFraction() {
        return fraction;
    }

    public void setFraction(Double fraction) {
        this.fraction = fraction;
    }

    public String getSigma() {
        return sigma;
    }

    public void setSigma(String sigma) {
        this.sigma = sigma;
    }

    public int getSize() {
        return size;
    }

    public void setSize(int size) {
        this.size = size;
    }

    public long getSeed() {
        return seed;
    }

    public void setSeed(long seed) {
        this.seed = seed;
    }
}
