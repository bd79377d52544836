package io.temper.evaluation.baseline;

import io.temper.material.Microstructure;
import io.temper.vaereg.Prediction;
import io.temper.vaereg.VaeReg;
import java.util.List;

/** Means of q(z|x) of a variational autoencoder, trained without the regression term for "trained apart". */
public final class LatentFeatures implements Features {
    private final VaeReg model;

    /** @param model stays its owner's to close */
    public LatentFeatures(VaeReg model) {
        this.model = model;
    }

    @Override
    public String name() {
        return "vae";
    }

    @Override
    public double[][] of(List<Microstructure> microstructures) {
        return model.predict(microstructures).stream().map(Prediction::latent).toArray(double[][]::new);
    }
}
