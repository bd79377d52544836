package io.temper.cli;

import io.temper.material.FormatException;
import io.temper.material.Microstructure;
import io.temper.material.MicrostructureFormats;
import io.temper.material.Property;
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
    /** Files that are predicted as one batch. */
    private static final int TOGETHER = 16;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "voxels: .npy .vti .nrrd .tif .dream3d")
    List<Path> files;

    @Mixin
    ModelOption model;

    @Mixin
    PhaseOptions phases;

    @Override
    public Integer call() throws IOException {
        try (VaeReg vaereg = model.load()) {
            for (int from = 0; from < files.size(); from += TOGETHER) {
                List<Path> some = files.subList(from, Math.min(files.size(), from + TOGETHER));
                List<Microstructure> read = new ArrayList<>();
                try {
                    for (Path file : some) {
                        read.add(read(file, vaereg.card().size()));
                    }
                } finally {
                    // the files before one that cannot be read still have their lines
                    results(vaereg, some, read);
                }
            }
        }
        return 0;
    }

    private static Microstructure read(Path file, int size) throws IOException {
        try {
            Microstructure m = MicrostructureFormats.read(file);
            if (m.nx() != size || m.ny() != size || m.nz() != size) {
                throw new IllegalArgumentException(
                        "%s: this model takes %d x %d x %d voxels".formatted(m, size, size, size));
            }
            return m;
        } catch (FormatException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void results(VaeReg vaereg, List<Path> names, List<Microstructure> read) throws IOException {
        List<Prediction> predictions = vaereg.predict(read);
        for (int i = 0; i < read.size(); i++) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("file", names.get(i).toString());
            for (Property p : vaereg.card().properties()) {
                json.put(p.name(), predictions.get(i).values().get(p));
            }
            double strangeness = vaereg.strangeness(read.get(i));
            List<String> unlike = unlike(vaereg.card(), strangeness);
            json.put("familiar", unlike.isEmpty());
            json.put("strangeness", strangeness);
            if (!unlike.isEmpty()) {
                json.put("unlike", unlike);
            }
            console().result(json);
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
