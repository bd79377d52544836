package io.temper.events;

import io.temper.fem.FemException;
import io.temper.fem.FemResult;
import io.temper.material.Microstructure;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.vaereg.Estimate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What events set to work. */
public interface Stages {
    /** Loads what the first prediction would have to wait for. */
    default void prepare() throws IOException {}

    /**
     * What the surrogate says.
     *
     * @param values mean and standard deviation [GPa]
     * @param model version that was asked
     * @param unlike in what the microstructure is unlike the training data; empty if in nothing
     */
    record Surrogate(Map<Property, Estimate> values, String model, double strangeness, List<String> unlike) {}

    /** Empty if the microstructure is not of the model's size. */
    Optional<Surrogate> predict(Microstructure m, Phases phases) throws IOException;

    /** C11 C21 C31 C22 C32 C33; what was solved before is looked up. @param folder this evaluation's own */
    FemResult simulate(Microstructure m, Phases phases, Path folder) throws FemException;

    /** The solver's name. */
    String solver();

    /** Starts a design, once for each key. @param target [GPa] @return its id */
    String design(String key, Map<Property, Double> target, Phases phases, boolean retrain) throws IOException;
}
