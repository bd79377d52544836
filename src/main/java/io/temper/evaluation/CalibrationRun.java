package io.temper.evaluation;

import io.temper.fem.FemException;
import io.temper.material.DesignTarget;
import io.temper.vaereg.Calibration;
import io.temper.vaereg.ModelCard;
import java.util.ArrayList;
import java.util.List;

/** Finds what a model's decoded means have, and makes calibrations of it. */
final class CalibrationRun {
    /** A mode with fewer points stays uncalibrated: it is hardly ever likely. */
    private static final int LEAST_POINTS = 8;

    private final ModelEvaluator evaluator;
    private final ModelCard card;

    CalibrationRun(ModelEvaluator evaluator, ModelCard card) {
        this.evaluator = evaluator;
        this.card = card;
    }

    List<Calibration> calibrate(List<DesignTarget> targets) throws FemException {
        List<InverseAccuracy.Row> rows = evaluator.inverse(targets).rows();
        List<Calibration> calibrations = new ArrayList<>();
        for (int mode = 1; mode <= card.modes(); mode++) {
            int number = mode;
            List<InverseAccuracy.Row> own =
                    rows.stream().filter(r -> r.mode() == number).toList();
            if (own.size() >= LEAST_POINTS) {
                calibrations.add(Calibration.of(
                        mode,
                        own.stream()
                                .map(r -> card.standardised(r.target().values()))
                                .toList(),
                        own.stream().map(r -> card.standardised(r.achieved())).toList()));
            }
        }
        return calibrations;
    }
}
