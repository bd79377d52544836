package io.temper.design;

import io.temper.material.DesignTarget;
import io.temper.material.Phase;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.material.Stiffness;
import java.util.EnumMap;
import java.util.Map;

/**
 * Carries a stiffness from the requested phases to those that a model was trained with: ln C keeps its relative place
 * between the soft and the hard phase. It is where space mapping starts from, and the identity for equal phases.
 */
record PhaseScale(Phases requested, Phases model) {
    /** The value [GPa] that the model would know for what is {@code c} [GPa] with the requested phases. */
    double toModel(Property p, double c) {
        double soft = end(requested.soft(), p);
        double hard = end(requested.hard(), p);
        double modelSoft = end(model.soft(), p);
        double modelHard = end(model.hard(), p);
        // a component that is zero or negative in a phase, as C21 is for nu <= 0, has no logarithm to go by
        if (isIdentity() || !(soft > 0 && modelSoft > 0 && hard > 0 && modelHard > 0) || soft == hard) {
            return c;
        }
        double place = Math.log(c / soft) / Math.log(hard / soft);
        return modelSoft * Math.pow(modelHard / modelSoft, place);
    }

    /** Whether the phases are the model's own. */
    boolean isIdentity() {
        return requested.equals(model);
    }

    DesignTarget toModel(DesignTarget target) {
        Map<Property, Double> values = new EnumMap<>(Property.class);
        target.values().forEach((p, c) -> values.put(p, toModel(p, c)));
        return new DesignTarget(values);
    }

    private static double end(Phase phase, Property p) {
        return Stiffness.of(phase).require(p);
    }
}
