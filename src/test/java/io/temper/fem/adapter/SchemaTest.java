package io.temper.fem.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.ProblemWriter;
import io.temper.fem.ResultReader;
import io.temper.fem.voxel.VoxelProblem;
import io.temper.fem.voxel.Voxels;
import io.temper.material.Phase;
import io.temper.material.Phases;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas of {@code docs/adapters.md} say what temper's code does. */
class SchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADAPTER = """
            name: mine
            command: [solve, "${folder}", 5]
            environment: {OMP_NUM_THREADS: 1}
            timeLimit: 90s
            concurrency: 2
            retries: 1
            backOff: 2s
            launcher: slurm
            options: [--partition=lab]
            memoryLimit: 4g
            batchCommand: [solve, --all, "${manifest}"]
            columns: [1, 2, 3]
            """;
    private static final String PROBLEM = """
            {"format":"temper-fem-1","columns":[1,2],"rtol":1.0E-4,"hard":{"E":120.0,"nu":0.3},"soft":{"E":2.4,"nu":0.3},\
            "microstructure":"microstructure.npy","size":[3,4,5]}""";

    @TempDir
    Path folder;

    /** What a schema has against a document. */
    static Set<ValidationMessage> faults(String schema, JsonNode json) throws IOException {
        try (InputStream in =
                SchemaTest.class.getResourceAsStream("/io/temper/fem/schema/%s.schema.json".formatted(schema))) {
            JsonSchema rules =
                    JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(Objects.requireNonNull(in));
            return rules.validate(json);
        }
    }

    private AdapterDescriptor read(String yaml) throws IOException {
        return AdapterDescriptor.read(Files.writeString(folder.resolve("adapter.yaml"), yaml));
    }

    @ParameterizedTest
    @ValueSource(strings = {"adapter", "problem", "result"})
    void schema_itself_isValid(String name) throws IOException {
        JsonSchema draft = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(SchemaLocation.of(VersionFlag.V202012.getId()));

        assertThat(draft.validate(
                        JSON.readTree(getClass().getResource("/io/temper/fem/schema/%s.schema.json".formatted(name)))))
                .isEmpty();
    }

    @Test
    void adapter_everyShippedOne_isAccepted() throws IOException {
        AdapterRegistry registry = new AdapterRegistry(Path.of("fem-adapters"));

        assertThat(registry.names()).contains("voxel", "calculix", "dolfinx", "fans", "script", "abaqus");
        for (String name : registry.names()) {
            Path yaml = Path.of("fem-adapters", name, "adapter.yaml");
            assertThat(faults("adapter", new YAMLMapper().readTree(yaml.toFile())))
                    .as(name)
                    .isEmpty();
            assertThat(registry.solver(name).descriptor().name()).isEqualTo(name);
        }
    }

    @Test
    void adapter_everyKey_isAcceptedByBoth() throws IOException {
        assertThat(faults("adapter", new YAMLMapper().readTree(ADAPTER))).isEmpty();
        assertThat(read(ADAPTER).columns()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: mine           | name: Mine",
                "name: mine           | title: mine",
                "timeLimit: 90s       | timeLimit: 90",
                "timeLimit: 90s       | timeLimit: 0s",
                "timeLimit: 90s       | description: no limit",
                "concurrency: 2       | concurrency: 0",
                "concurrency: 2       | description: none",
                "retries: 1           | retries: 11",
                "retries: 1           | retries: -1",
                "backOff: 2s          | backOff: 2 s",
                "launcher: slurm      | launcher: pbs",
                "launcher: slurm      | description: options without slurm",
                "memoryLimit: 4g      | memoryLimit: 4 GB",
                "memoryLimit: 4g      | memoryLimit: 0g",
                "columns: [1, 2, 3]   | columns: []",
                "columns: [1, 2, 3]   | columns: [0]",
                "${folder}            | ${file}",
                "${folder}            | ${manifest}",
                "--all, \"${manifest} | \"--all",
                "command: [solve, \"${folder}\", 5] | command: []"
            })
    void adapter_broken_isRefusedByBoth(String good, String bad) throws IOException {
        String yaml = ADAPTER.replace(good, bad);

        assertThat(faults("adapter", new YAMLMapper().readTree(yaml))).isNotEmpty();
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void problem_asWritten_isAccepted() throws Exception {
        FemProblem problem = new FemProblem(Voxels.noise(3, 4, 5, 1), Phases.PAPER, Voxels.columns(1, 2), 1e-4);

        ProblemWriter.write(problem, folder);

        JsonNode written = JSON.readTree(folder.resolve("problem.json").toFile());
        assertThat(faults("problem", written)).isEmpty();
        assertThat(written).isEqualTo(JSON.readTree(PROBLEM));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "temper-fem-1 | temper-fem-2",
                "[1,2]        | []",
                "[1,2]        | [7]",
                "[1,2]        | [1.5]",
                "1.0E-4       | 0",
                "1.0E-4       | 0.2",
                "\"E\":120.0  | \"E\":-1",
                "\"nu\":0.3   | \"nu\":0.5",
                "\"E\":120.0  | \"G\":46.0",
                "[3,4,5]      | [3,4]",
                "\"rtol\"     | \"tolerance\""
            })
    void problem_broken_isRefusedByBoth(String good, String bad) throws IOException {
        String json = PROBLEM.replace(good.replace("\\", ""), bad.replace("\\", ""));
        Path file = Files.writeString(folder.resolve("problem.json"), json);

        assertThat(faults("problem", JSON.readTree(json))).isNotEmpty();
        assertThatThrownBy(() -> VoxelProblem.read(file)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "temper-fem-1    | temper-fem-2",
                "\"version\"     | \"release\"",
                "\"1.0\"         | \"\"",
                "[3,1,1          | [\"3\",1,1",
                "[3,1,1,0,0,0],  | ",
                "[3,1,1,         | [3,1,",
                "[12]            | 12",
                "[12]            | [-1]",
                "1e-6            | \"small\"",
                "1e-6            | -1",
            })
    void result_broken_isRefusedByBoth(String good, String bad) throws IOException {
        String all = "{\"format\":\"temper-fem-1\",\"version\":\"1.0\",\"C\":%s,\"iterations\":[12],\"residual\":1e-6}"
                .formatted(Misbehaving.C);
        String json = all.replaceFirst(Pattern.quote(good), bad == null ? "" : bad);
        Path file = Files.writeString(folder.resolve("result.json"), json);
        // a homogeneous cube of lambda = mu = 1
        Phases cube = new Phases(new Phase(2.5, 0.25), new Phase(2.5, 0.25));
        ResultReader reader = new ResultReader(new FemProblem(Voxels.noise(2, 2, 2, 1), cube, Voxels.columns(1), 1e-4));

        assertThat(json).isNotEqualTo(all);
        assertThat(faults("result", JSON.readTree(json))).isNotEmpty();
        assertThatThrownBy(() -> reader.read(file, 1, "test")).isInstanceOf(FemException.class);
        assertThat(faults("result", JSON.readTree(all))).isEmpty();
    }
}
