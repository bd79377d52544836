package io.temper.vaereg;

import io.temper.material.Microstructure;
import io.temper.material.Phases;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How far a prediction for a microstructure can be trusted.
 *
 * @param strangeness as {@link VaeReg#strangeness} says it
 * @param unlike in what it is unlike the training data, so that the prediction is a guess; empty if in nothing
 */
public record Familiarity(double strangeness, List<String> unlike) {
    public Familiarity {
        unlike = List.copyOf(unlike);
    }

    public boolean familiar() {
        return unlike.isEmpty();
    }

    /** @param phases that the prediction is wanted for */
    public static Familiarity of(VaeReg model, Microstructure m, Phases phases) {
        double strangeness = model.strangeness(m);
        List<String> unlike = new ArrayList<>();
        if (strangeness > 1) {
            unlike.add(String.format(
                    Locale.ROOT,
                    "morphology: hard fraction and two-point correlations are %.1f times as far from the training samples' as 99 %% of the validation samples' are",
                    strangeness));
        }
        Phases known = model.card().phases();
        if (!phases.equals(known)) {
            unlike.add("phases: the model was trained for hard %s and soft %s and knows no others"
                    .formatted(known.hard(), known.soft()));
        }
        return new Familiarity(strangeness, unlike);
    }

    /** @throws IllegalArgumentException if a model of that size cannot take the microstructure */
    public static void checkSize(Microstructure m, int size) {
        if (m.nx() != size || m.ny() != size || m.nz() != size) {
            throw new IllegalArgumentException(
                    "%s: this model takes %d x %d x %d voxels".formatted(m, size, size, size));
        }
    }
}
