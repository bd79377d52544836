package io.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.material.Microstructure;
import io.temper.material.MicrostructureFormats;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line within this JVM: what needs neither a solver nor a model. */
class CommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Runs a command; {@code DIR} in it stands for the test's folder. */
    private int run(String command) {
        String[] args = Arrays.stream(command.split(" "))
                .map(a -> a.replace("DIR", folder.toString()))
                .toArray(String[]::new);
        return Temper.commandLine(new PrintStream(out, true), new PrintStream(err, true))
                .execute(args);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"npy", "vti", "nrrd", "tif"})
    void generate_anyFormat_writesWhatItReports(String ending) throws Exception {
        assertThat(run("generate --sigma 1,1,3 --fraction 0.4 --size 10 --seed 7 --out DIR/m." + ending))
                .isZero();

        JsonNode json = new ObjectMapper().readTree(out.toByteArray());
        Microstructure m = MicrostructureFormats.read(folder.resolve("m." + ending));
        assertThat(json.get("hardFraction").asDouble())
                .isEqualTo(m.hardFraction())
                .isEqualTo(0.4);
        assertThat(json.get("sha256").asText()).isEqualTo(m.sha256());
        assertThat(errors()).isEmpty();
    }

    @Test
    void generate_sameSeedTwice_sameFile() throws Exception {
        run("generate --sigma 1,1,3 --fraction 0.4 --size 10 --seed 7 --out DIR/a.npy");
        run("generate --sigma 1,1,3 --fraction 0.4 --size 10 --seed 7 --out DIR/b.npy");
        run("generate --sigma 1,1,3 --fraction 0.4 --size 10 --seed 8 --out DIR/c.npy");

        assertThat(folder.resolve("a.npy")).hasSameBinaryContentAs(folder.resolve("b.npy"));
        assertThat(Files.readAllBytes(folder.resolve("c.npy")))
                .isNotEqualTo(Files.readAllBytes(folder.resolve("a.npy")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            dseign                                                          | unknown command 'dseign': use one of design
            generate --sigma 1,1,7 --fraction 0.4                           | --out
            generate --sigma 1,1 --fraction 0.4 --out DIR/m.npy             | sigma '1,1' is not three numbers
            generate --sigma 1,1,-7 --fraction 0.4 --out DIR/m.npy          | -7
            generate --sigma 1,1,7 --fraction 1.4 --out DIR/m.npy           | hard fraction 1.4 must lie in 0..1
            generate --sigma 1,1,7 --fraction NaN --out DIR/m.npy           | hard fraction NaN
            generate --sigma 1,1,7 --fraction 0.4 --size 1 --out DIR/m.npy  | at least 2 voxels
            generate --sigma 1,1,7 --fraction 0.4 --size 9999 --out DIR/m.npy | over the limit
            generate --sigma 1,1,7 --fraction 0.4 --out DIR/m.png           | names no voxel format
            generate --sigma 1,1,7 --fraction x --out DIR/m.npy             | 'x' is not a double
            simulate DIR/m.npy --hard 0:0.3                                 | Young's modulus 0.0 GPa must be
            simulate DIR/m.npy --hard 120:0.5                               | Poisson's ratio 0.5 must lie
            simulate DIR/m.npy --columns 1,x                                | columns '1,x'
            simulate DIR/m.npy --fields DIR/f.vti                           | --fields needs --solver embedded: solver voxel
            simulate DIR/m.npy --solver embedded --fields DIR/f.vtk         | f.vtk' must end in .vti
            simulate DIR/m.npy --solver ansys                              | no solver 'ansys'
            simulate DIR/m.npy --solver ../voxel                            | no solver '../voxel'
            design --out DIR/d                                              | --target
            design --target C99=35 --out DIR/d                              | unknown quantity 'C99'
            design --target C11=abc --out DIR/d                             | 'abc' is not a number
            design --target C11=-5 --out DIR/d                              | must be a positive number of GPa
            design --target C11=NaN --out DIR/d                             | must be a finite number
            design --target C11=500 --out DIR/d                             | cannot be reached: these phases allow 3.231 to 161.5 GPa
            design --target C11=35 --tolerance 200% --out DIR/d             | tolerance 2.0 must lie between 0 and 1
            design --target C11=35 --tolerance tight --out DIR/d            | tolerance 'tight' is not a number
            design --target C11=35 --budget 0 --out DIR/d                   | 0 evaluations
            design --target C11=35 --rtol 1 --out DIR/d                     | rtol 1.0 must be
            design --target C11=35 --solver ansys --out DIR/d              | no solver 'ansys'
            adapter                                                         | say what to do, list or check NAME
            adapter check                                                   | NAME
            adapter check ansys                                             | no solver 'ansys'
            model                                                           | say what to do, one of list, show, use, rollback
            model forget --models DIR/m                                     | forget
            model use --models DIR/m                                        | VERSION
            model use 3 --models DIR/m                                      | '3' is no version of the model: give one such as
            model show ../m --models DIR/m                                  | '../m' is no version
            """)
    void badUsage_isOneLineWithTheMendAndExit2(String command, String message) {
        assertThat(run(command)).isEqualTo(2);

        assertThat(errors()).startsWith("temper: ").contains(message).hasLineCount(1);
        assertThat(out.size()).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            simulate DIR/none.npy             | none.npy: there is no such file
            simulate DIR/empty.npy            | 0 bytes
            simulate DIR/text.npy             | text.npy
            generate --sigma 1,1,3 --fraction 0.4 --size 10 --out DIR/text.npy/m.npy | is a file
            design --target C11=35 --out DIR/text.npy   | is a file, but a folder is needed
            design --target C11=35 --out DIR            | holds other files
            design --target C11=35 --force --out DIR    | holds other files
            design --target C11=35 --out DIR/earlier    | replace it with --force
            predict --model DIR/earlier DIR/text.npy    | earlier
            model use v0001-1a2b3c4d --models DIR/m     | there is no version v0001-1a2b3c4d in
            model show v0001-1a2b3c4d --models DIR/m    | there is no version v0001-1a2b3c4d in
            model list --models DIR/text.npy            | is a file, but a folder of models is needed
            """)
    void failure_isOneLineAndExit1(String command, String message) throws Exception {
        Files.createFile(folder.resolve("empty.npy"));
        Files.writeString(folder.resolve("text.npy"), "not voxels");
        Files.createDirectory(folder.resolve("earlier"));
        Files.writeString(folder.resolve("earlier/report.json"), "{}");

        assertThat(run(command)).isEqualTo(1);

        assertThat(errors()).startsWith("temper: ").contains(message).hasLineCount(1);
        assertThat(out.size()).isZero();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).hasSize(3);
        }
    }

    @Test
    void help_listsEveryCommand() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "design",
                        "infer",
                        "predict",
                        "simulate",
                        "generate",
                        "dataset",
                        "train",
                        "evaluate",
                        "serve",
                        "adapter",
                        "device");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2%", "0.02", " 2% "})
    void tolerance_percentOrRatio_isTheSame(String text) {
        assertThat(Tolerance.parse(text).ratio()).isEqualTo(0.02);
    }
}
