package io.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.temper.cli.Jar.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged command line, from a folder that is not temper's. */
class CommandIT {
    @TempDir
    Path folder;

    private Jar jar;

    @BeforeEach
    void findJar() {
        assertThat(Jar.FILE).exists();
        jar = new Jar(folder);
    }

    private Ended run(String command) throws Exception {
        return jar.run(Map.of(), command.split(" "));
    }

    @Test
    void simulate_generatedLaminateLikeCell_givesJsonAndNothingElse() throws Exception {
        Ended generated = run("generate --sigma 1,1,3 --fraction 0.4 --size 12 --out m.vti");
        assertThat(generated.exit()).as(generated.err()).isZero();
        assertThat(generated.err()).isEmpty();

        Ended all = run("simulate m.vti --columns all");
        assertThat(all.exit()).as(all.err()).isZero();
        assertThat(all.err()).isEmpty();
        JsonNode C = all.json().get("C");
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < i; j++) {
                // rtol 1e-4 leaves entries off the diagonal exact to about that part of the largest
                assertThat(C.get(i).get(j).asDouble()).isCloseTo(C.get(j).get(i).asDouble(), within(1e-2));
            }
        }

        JsonNode one = run("simulate m.vti").json();
        assertThat(one.at("/C/0/0").asDouble()).isCloseTo(C.get(0).get(0).asDouble(), within(1e-9));
        assertThat(one.at("/C/0/1").isNull()).isTrue();
        assertThat(one.get("solver").asText()).isEqualTo("voxel");
        assertThat(one.get("iterations")).hasSize(1);
    }

    @Test
    void simulate_equalPhases_givesThePhase() throws Exception {
        run("generate --sigma 1,1,3 --fraction 0.4 --size 6 --out m.npy");
        JsonNode json = run("simulate m.npy --hard 10:0.25 --soft 10:0.25 --columns all")
                .json();
        // lambda = 4, mu = 4 GPa
        assertThat(json.at("/C/0/0").asDouble()).isCloseTo(12, within(1e-9));
        assertThat(json.at("/C/1/0").asDouble()).isCloseTo(4, within(1e-9));
        assertThat(json.at("/engineeringConstants/E1_GPa").asDouble()).isCloseTo(10, within(1e-9));
        assertThat(json.at("/engineeringConstants/nu12").asDouble()).isCloseTo(0.25, within(1e-9));
        assertThat(json.at("/anisotropy/universal").asDouble()).isCloseTo(0, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            2 | generate --sigma 1,1 --fraction 0.4 --out m.npy      | three numbers
            2 | design --target C11=500 --out d                      | cannot be reached
            2 | design --target C11=35 --out d --solver ansys       | no solver 'ansys'
            1 | simulate none.npy                                    | no such file
            1 | design --target C11=35 --out d --model none          | none
            1 | predict --model none m.npy                           | none
            """)
    void badInput_isOneLineAndLeavesNothing(int exit, String command, String message) throws Exception {
        Ended ended = run(command);

        assertThat(ended.exit()).as(ended.err()).isEqualTo(exit);
        assertThat(ended.err()).startsWith("temper: ").contains(message).hasLineCount(1);
        assertThat(ended.out()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void design_folderNotWritable_saysSo() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Ended ended = run("design --target C11=35 --out file/d");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).startsWith("temper: ").contains("file/d").hasLineCount(1);
        assertThat(file).isEmptyFile();
    }

    @Test
    void homeWithoutRoutes_saysWhatToSet() throws Exception {
        Ended ended = jar.run(Map.of("TEMPER_HOME", folder.toString()), "design", "--target", "C11=35", "--out", "d");
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).startsWith("temper: TEMPER_HOME=").hasLineCount(1);
    }
}
