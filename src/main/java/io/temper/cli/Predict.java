package io.temper.cli;

import io.temper.material.FormatException;
import io.temper.material.MicrostructureFormats;
import io.temper.material.Property;
import io.temper.vaereg.Estimate;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.Prediction;
import io.temper.vaereg.VaeReg;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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

    @Override
    public Integer call() throws IOException {
        try (VaeReg vaereg = model.load()) {
            for (Path file : files) {
                Prediction prediction = predict(vaereg, file);
                console().result(json(file, prediction, vaereg.card()));
            }
        }
        return 0;
    }

    private static Prediction predict(VaeReg vaereg, Path file) throws IOException {
        try {
            return vaereg.predict(List.of(MicrostructureFormats.read(file))).get(0);
        } catch (FormatException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Map<String, Object> json(Path file, Prediction prediction, ModelCard card) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", file.toString());
        card.properties().forEach(p -> json.put(p.name(), prediction.values().get(p)));
        json.put("familiar", isFamiliar(prediction, card));
        return json;
    }

    /** Every value lies in the range of the training labels: beyond it the surrogate extrapolates. */
    private static boolean isFamiliar(Prediction prediction, ModelCard card) {
        for (int i = 0; i < card.properties().size(); i++) {
            Property p = card.properties().get(i);
            Estimate e = prediction.values().get(p);
            if (e == null
                    || e.mean() < card.smallest().get(i)
                    || e.mean() > card.largest().get(i)) {
                return false;
            }
        }
        return true;
    }
}
