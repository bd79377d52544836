package io.temper.page;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.temper.design.AnalyticMaterial;
import io.temper.generation.DatasetRecipe;
import io.temper.generation.LabelTable;
import io.temper.generation.Sample;
import io.temper.generation.Sigma;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.material.Stiffness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The analytic world with data that its model could have been trained on. */
public class PageWorld implements QuarkusTestProfile {
    static final int SAMPLES = 40;

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            Path folder = Files.createTempDirectory("page-world");
            return Map.of(
                    "quarkus.http.test-port",
                    "0",
                    "temper.designs",
                    folder.resolve("designs").toString(),
                    "temper.latent-maps",
                    folder.resolve("maps").toString(),
                    "temper.labels",
                    labels(folder.resolve("labels.csv")).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Labels of {@link #SAMPLES} training samples and the rest of their dataset. */
    static Path labels(Path file) throws IOException {
        List<Property> properties = List.of(Property.C11, Property.C33);
        DatasetRecipe recipe = new DatasetRecipe(List.of(new Sigma(1, 1, 3), new Sigma(3, 1, 1)), 33, 1);
        int size = new AnalyticMaterial.Model().card().size();
        LabelTable table = LabelTable.open(file, new LabelTable.Header(recipe, size, Phases.PAPER, properties, 1e-3));
        for (Sample s : recipe.samples()) {
            Stiffness C = AnalyticMaterial.stiffness(s.generate(size), Phases.PAPER);
            table.append(
                    new LabelTable.Row(s, properties.stream().map(C::require).toList(), "analytic", "1.0"));
        }
        return file;
    }
}
