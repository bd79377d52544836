package io.temper.vaereg;

import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import java.util.List;

/** A trained VAE-Reg model, ready for inference. Safe for use by several threads at once; close it to free native memory. */
public interface VaeReg extends AutoCloseable {
    /** What the model is: properties, sizes, training data, hash. */
    ModelCard card();

    /**
     * p(z|c*) for a target of any of the properties; what it leaves open is marginalised.
     *
     * @throws IllegalArgumentException if the model does not know a wanted property
     */
    LatentPrior prior(DesignTarget target);

    /**
     * Modes of p(z|c*) moved until the model agrees with itself: until what it predicts for a decoded mean is the target, as
     * nearly as it can. Nothing is solved; it takes some ten decodings and predictions of each. A model that cannot gives the
     * modes back.
     *
     * @param modes some of {@link #prior}'s for the same target
     * @return in the same order, with the same numbers and weights
     */
    default List<LatentPrior.Mode> settle(DesignTarget target, List<LatentPrior.Mode> modes) {
        return modes;
    }

    /** Decodes latent points, each [latent size], to phase fields, in the same order. */
    List<PhaseField> decode(List<double[]> z);

    /**
     * Predicts properties, in the same order.
     *
     * @throws IllegalArgumentException if a microstructure is not of the model's size
     */
    List<Prediction> predict(List<Microstructure> microstructures);

    /**
     * How unlike the training data a microstructure looks: distance of its hard fraction and two-point correlations from the
     * nearest of the training samples, over the distance that 99 % of the validation samples stay within. Up to 1 is familiar.
     */
    double strangeness(Microstructure m);

    @Override
    void close();
}
