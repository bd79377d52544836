package io.temper.evaluation;

import io.temper.material.DesignTarget;
import io.temper.vaereg.Prediction;
import io.temper.vaereg.VaeReg;
import io.temper.vaereg.training.TrainingData;
import io.temper.vaereg.versions.LabelledPoint;
import java.util.List;
import java.util.Map;

/**
 * What a model and one fine-tuned from it are judged by; neither has learnt from any of it.
 *
 * @param near new labelled points near the target, at least one
 * @param rest samples of the original data's validation part, at least one
 */
record HeldOut(DesignTarget target, List<LabelledPoint> near, List<TrainingData.Sample> rest) {
    /** By how much the error on the rest may grow, as a ratio. */
    static final double MOST_FORGOTTEN = 1.05;

    /**
     * Figures of one model.
     *
     * @param near mean |ln(predicted / found)| of the wanted components at the points near the target [-]
     * @param rest MAPE on the rest, mean over the model's properties [-]
     */
    record Figures(double near, double rest) {
        /** Better near the target, and on the rest not worse by more than {@link #MOST_FORGOTTEN}. */
        boolean isBetterThan(Figures parent) {
            return near < parent.near && rest <= MOST_FORGOTTEN * parent.rest;
        }

        /** As a version's origin holds them. */
        Map<String, Double> byName() {
            return Map.of("mean |ln error| near the target", near, "MAPE elsewhere", rest);
        }
    }

    HeldOut {
        near = List.copyOf(near);
        rest = List.copyOf(rest);
        if (near.isEmpty() || rest.isEmpty()) {
            throw new IllegalArgumentException(
                    "%d points near the target and %d elsewhere: at least one of each is needed"
                            .formatted(near.size(), rest.size()));
        }
    }

    Figures of(VaeReg model) {
        List<Prediction> predictions =
                model.predict(near.stream().map(LabelledPoint::microstructure).toList());
        double sum = 0;
        for (int i = 0; i < near.size(); i++) {
            for (var p : target.values().keySet()) {
                double found = near.get(i).stiffness().require(p);
                sum += Math.abs(Math.log(predictions.get(i).mean(p) / found));
            }
        }
        double mape = ForwardAccuracy.of(model, rest).stream()
                .mapToDouble(ForwardAccuracy::mape)
                .average()
                .orElseThrow();
        return new Figures(sum / near.size() / target.values().size(), mape);
    }
}
