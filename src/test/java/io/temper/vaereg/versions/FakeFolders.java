package io.temper.vaereg.versions;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.design.AnalyticMaterial;
import io.temper.generation.GaussianFilterGenerator;
import io.temper.generation.Sigma;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.Stiffness;
import io.temper.vaereg.LatentPrior;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.ModelFolder;
import io.temper.vaereg.PhaseField;
import io.temper.vaereg.Prediction;
import io.temper.vaereg.VaeReg;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Model folders with the right files, names and hashes, but nothing that a network could run. */
final class FakeFolders {
    /** A loader whose bundled model lies in a folder of the test's. */
    record Loader(Path bundled) implements ModelStore.Loader {
        @Override
        public VaeReg load(Path folder) throws IOException {
            return new Loaded(ModelFolder.check(folder));
        }
    }

    /** Knows what it is and nothing else. */
    private record Loaded(ModelCard card) implements VaeReg {
        @Override
        public LatentPrior prior(DesignTarget target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<PhaseField> decode(List<double[]> z) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Prediction> predict(List<Microstructure> microstructures) {
            throw new UnsupportedOperationException();
        }

        @Override
        public double strangeness(Microstructure m) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    private FakeFolders() {}

    static ModelStore store(Path folder) throws IOException {
        Path bundled = folder.resolve("bundled");
        if (!Files.exists(bundled)) {
            write(bundled, "bundled");
        }
        return new ModelStore(folder.resolve("models"), new Loader(bundled));
    }

    /** @param weights anything; other ones give another hash */
    static ModelCard write(Path folder, String weights) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String file : ModelFolder.FILES) {
                Files.createDirectories(folder.resolve(file).getParent());
                byte[] bytes = (file + weights).getBytes(StandardCharsets.UTF_8);
                Files.write(folder.resolve(file), bytes);
                digest.update(file.getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            ModelCard form = new AnalyticMaterial.Model().card();
            ModelCard card = new ModelCard(
                    form.properties(),
                    form.size(),
                    form.latentSize(),
                    form.modes(),
                    form.phases(),
                    form.logMean(),
                    form.logDeviation(),
                    form.smallest(),
                    form.largest(),
                    HexFormat.of().formatHex(digest.digest()),
                    Map.of("weights", weights));
            new ObjectMapper().writeValue(folder.resolve(ModelFolder.CARD).toFile(), card);
            return card;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static ModelStore.Draft draft(ModelVersion parent, int points) {
        ModelVersion.Origin origin = new ModelVersion.Origin(
                "2026-11-22T12:00:00Z",
                "d1",
                "C11=35.0",
                points,
                Map.of("C11 MAPE", 0.034),
                Map.of("C11 MAPE", 0.021),
                "0.1.0");
        List<LabelledPoint> labels = java.util.stream.IntStream.range(0, points)
                .mapToObj(i -> new LabelledPoint(
                        new GaussianFilterGenerator(6, 6, 6).generate(new Sigma(1, 1, 1), 0.5, i),
                        new Stiffness(Map.of(1, new double[] {30 + i, 9, 8, 0, 0, 0.25})),
                        LabelledPoint.SAMPLE))
                .toList();
        return new ModelStore.Draft(parent, origin, true, labels);
    }

    /** Adds a version, of weights that no other call gives. */
    static ModelVersion add(ModelStore store, String parent) throws IOException {
        String weights = java.util.UUID.randomUUID().toString();
        return store.add(draft(store.version(parent), 2), f -> write(f, weights));
    }
}
