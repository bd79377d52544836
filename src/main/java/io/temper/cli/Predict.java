package io.temper.cli;

import io.temper.material.FormatException;
import io.temper.material.Microstructure;
import io.temper.material.MicrostructureFormats;
import io.temper.material.Property;
import io.temper.vaereg.Familiarity;
import io.temper.vaereg.Prediction;
import io.temper.vaereg.VaeReg;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
            Familiarity.checkSize(m, size);
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
            Familiarity familiarity = Familiarity.of(vaereg, read.get(i), phases.phases());
            json.put("familiar", familiarity.familiar());
            json.put("strangeness", familiarity.strangeness());
            if (!familiarity.familiar()) {
                json.put("unlike", familiarity.unlike());
            }
            console().result(json);
        }
    }
}
