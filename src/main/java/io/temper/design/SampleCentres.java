package io.temper.design;

import io.temper.generation.Sigma;
import io.temper.material.DesignTarget;
import java.util.List;

/** Where in the generator's space to look for microstructures near a target. */
@FunctionalInterface
public interface SampleCentres {
    /**
     * A filter and a hard fraction whose microstructures are expected near the target.
     *
     * @param fraction hard fraction, 0..1
     */
    record Centre(Sigma sigma, double fraction) {}

    /**
     * Centres, the most promising first.
     *
     * @param candidates those that are to be brought home, best first; each has been verified
     * @param size voxels of the model's cell along each axis
     * @return at least one
     */
    List<Centre> near(DesignTarget target, List<Candidate> candidates, int size);
}
