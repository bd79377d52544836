package io.temper.cli;

import io.temper.material.FormatException;
import io.temper.material.Microstructure;
import io.temper.material.MicrostructureFormats;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.Prediction;
import io.temper.vaereg.VaeReg;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Predicts properties with the surrogate. */
@Command(name = "predict", description = "Properties by the surrogate, a line of JSON per file.")
final class Predict extends Subcommand {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "voxels: .npy .vti .nrrd .tif")
    List<Path> files;

    @Mixin
    ModelOption model;

    @Mixin
    PhaseOptions phases;

    @Override
    public Integer call() throws IOException {
        try (VaeReg vaereg = model.load()) {
            for (Path file : files) {
                console().result(json(vaereg, file));
            }
        }
        return 0;
    }

    private Map<String, Object> json(VaeReg vaereg, Path file) throws IOException {
        try {
            Microstructure m = MicrostructureFormats.read(file);
            Prediction prediction = vaereg.predict(List.of(m)).get(0);
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("file", file.toString());
            vaereg.card()
                    .properties()
                    .forEach(p -> json.put(p.name(), prediction.values().get(p)));
            double strangeness = vaereg.strangeness(m);
            List<String> unlike = unlike(vaereg.card(), strangeness);
            json.put("familiar", unlike.isEmpty());
            json.put("strangeness", strangeness);
            if (!unlike.isEmpty()) {
                json.put("unlike", unlike);
            }
            return json;
        } catch (FormatException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** In what a microstructure is unlike the training data, so that the prediction is a guess; empty if in nothing. */
    private List<String> unlike(ModelCard card, double strangeness) {
        List<String> unlike = new ArrayList<>();
        if (strangeness > 1) {
            unlike.add(String.format(
                    Locale.ROOT,
                    "morphology: hard fraction and two-point correlations are %.1f times as far from the training samples' as 99 %% of the validation samples' are",
                    strangeness));
        }
        if (!phases.phases().equals(card.phases())) {
            unlike.add("phases: the model was trained for hard %s and soft %s and knows no others"
                    .formatted(card.phases().hard(), card.phases().soft()));
        }
        return unlike;
    }
}
