package io.temper.design;

import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.vaereg.LatentPrior;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.PhaseField;
import io.temper.vaereg.Prediction;
import io.temper.vaereg.VaeReg;
import java.util.List;

/**
 * The analytic material's model, retrained: where that decodes fibres along z this decodes fibres along y, the only ones in that
 * world whose C11 and C33 are equal.
 */
public final class TurnedModel implements VaeReg {
    private final VaeReg model = new AnalyticMaterial.Model();

    @Override
    public ModelCard card() {
        return model.card();
    }

    @Override
    public LatentPrior prior(DesignTarget target) {
        return model.prior(target);
    }

    @Override
    public List<PhaseField> decode(List<double[]> z) {
        return model.decode(z).stream().map(TurnedModel::turned).toList();
    }

    /** Axes y and z exchanged. */
    private static PhaseField turned(PhaseField field) {
        int n = AnalyticMaterial.SIZE;
        float[] from = field.logits();
        float[] to = new float[from.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = from[(i / (n * n) * n + i % n) * n + i / n % n];
        }
        return new PhaseField(n, to);
    }

    @Override
    public List<Prediction> predict(List<Microstructure> microstructures) {
        return model.predict(microstructures);
    }

    @Override
    public double strangeness(Microstructure m) {
        return model.strangeness(m);
    }

    @Override
    public void close() {}
}
