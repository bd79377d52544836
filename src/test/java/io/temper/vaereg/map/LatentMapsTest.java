package io.temper.vaereg.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.design.AnalyticMaterial;
import io.temper.generation.DatasetRecipe;
import io.temper.generation.LabelTable;
import io.temper.generation.Sample;
import io.temper.generation.Sigma;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.vaereg.versions.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LatentMapsTest {
    private static final AnalyticMaterial.Model MODEL = new AnalyticMaterial.Model();
    private static final String SHA = MODEL.card().sha256();

    @TempDir
    Path folder;

    private final AtomicInteger loaded = new AtomicInteger();
    private Path labels;

    @BeforeEach
    void label() throws IOException {
        labels = folder.resolve("labels.csv");
        List<Property> properties = List.of(Property.C11);
        DatasetRecipe recipe = new DatasetRecipe(List.of(new Sigma(1, 1, 3), new Sigma(3, 1, 1)), 10, 1);
        int size = MODEL.card().size();
        LabelTable table = LabelTable.open(labels, new LabelTable.Header(recipe, size, Phases.PAPER, properties, 1e-3));
        for (Sample s : recipe.samples()) {
            double c11 =
                    AnalyticMaterial.stiffness(s.generate(size), Phases.PAPER).require(Property.C11);
            table.append(new LabelTable.Row(s, List.of(c11), "analytic", "1.0"));
        }
    }

    private Models.Lease load() throws IOException {
        loaded.incrementAndGet();
        return Models.of(MODEL).current();
    }

    private LatentMap await(LatentMaps maps) throws Exception {
        Optional<LatentMap> map = maps.get(SHA, this::load);
        while (map.isEmpty()) {
            Thread.sleep(5);
            map = maps.get(SHA, this::load);
        }
        return map.get();
    }

    @Test
    void get_firstTime_isMadeMeanwhileOfTheTrainingPart() throws Exception {
        try (LatentMaps maps = new LatentMaps(folder.resolve("maps"), labels)) {
            assertThat(maps.find(SHA)).isEmpty();
            LatentMap map = await(maps);

            assertThat(map.samples()).hasSize(12); // 60 % of 10, of two filters
            assertThat(map.sha256()).isEqualTo(SHA);
            assertThat(maps.find(SHA)).contains(map);
        }
        assertThat(loaded).hasValue(1);
    }

    @Test
    void get_byALaterProcess_isReadFromItsFile() throws Exception {
        LatentMap made;
        try (LatentMaps maps = new LatentMaps(folder.resolve("maps"), labels)) {
            made = await(maps);
        }
        try (LatentMaps later = new LatentMaps(folder.resolve("maps"), folder.resolve("gone.csv"))) {
            assertThat(later.find(SHA).orElseThrow().samples()).isEqualTo(made.samples());
            assertThat(later.get(SHA, this::load)).isPresent();
        }
        assertThat(loaded).hasValue(1);
    }

    @Test
    void get_fileThatWasCutShort_isMadeAgain() throws Exception {
        Path file = folder.resolve("maps").resolve(SHA + ".json");
        try (LatentMaps maps = new LatentMaps(folder.resolve("maps"), labels)) {
            await(maps);
        }
        Files.writeString(file, Files.readString(file).substring(0, 100));
        try (LatentMaps maps = new LatentMaps(folder.resolve("maps"), labels)) {
            assertThat(await(maps).samples()).hasSize(12);
        }
        assertThat(loaded).hasValue(2);
    }

    @Test
    void get_labelsMissing_saysSoAndTriesAgain() throws Exception {
        Path moved = folder.resolve("moved.csv");
        Files.move(labels, moved);
        try (LatentMaps maps = new LatentMaps(folder.resolve("maps"), labels)) {
            assertThatThrownBy(() -> await(maps))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("there is no label table");
            Files.move(moved, labels);
            assertThat(await(maps).samples()).hasSize(12);
        }
    }

    @Test
    void get_nameThatIsNoHash_isRefused() {
        try (LatentMaps maps = new LatentMaps(folder.resolve("maps"), labels)) {
            assertThatThrownBy(() -> maps.get("../x", this::load)).hasMessage("'../x' is not the hash of a model");
        }
    }
}
