package io.temper.vaereg.versions;

import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.vaereg.LatentPrior;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.PhaseField;
import io.temper.vaereg.Prediction;
import io.temper.vaereg.VaeReg;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;

/** Each call goes to the model that is current then. */
record CurrentModel(Models models) implements VaeReg {
    private <T> T ask(Function<VaeReg, T> question) {
        try (Models.Lease lease = models.current()) {
            return question.apply(lease.model());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public ModelCard card() {
        return ask(VaeReg::card);
    }

    @Override
    public LatentPrior prior(DesignTarget target) {
        return ask(model -> model.prior(target));
    }

    @Override
    public List<LatentPrior.Mode> settle(DesignTarget target, List<LatentPrior.Mode> modes) {
        return ask(model -> model.settle(target, modes));
    }

    @Override
    public List<PhaseField> decode(List<double[]> z) {
        return ask(model -> model.decode(z));
    }

    @Override
    public List<Prediction> predict(List<Microstructure> microstructures) {
        return ask(model -> model.predict(microstructures));
    }

    @Override
    public double strangeness(Microstructure m) {
        return ask(model -> model.strangeness(m));
    }

    /** Closes nothing: the models are not this view's. */
    @Override
    public void close() {}
}
