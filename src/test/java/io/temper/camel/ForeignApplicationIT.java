package io.temper.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.temper.generation.GaussianFilterGenerator;
import io.temper.generation.Sigma;
import io.temper.material.Microstructure;
import io.temper.material.MicrostructureFormats;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.material.Stiffness;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** temper's jar in applications that know nothing of Quarkus: those of {@code docs/examples}, each in a process of its own. */
class ForeignApplicationIT {
    private static final Path EXAMPLES = Path.of("docs/examples").toAbsolutePath();
    private static final String JAR = "temper-0.1.0-plugin.jar";
    private static final double FRACTION = 0.4;

    @TempDir
    static Path shared;

    private static String classPath = "";

    @TempDir
    Path folder;

    @BeforeAll
    static void resolve() throws Exception {
        Path built = Path.of("target", JAR).toAbsolutePath();
        assertThat(built).as("made by package").exists();
        maven(
                "org.apache.maven.plugins:maven-install-plugin:3.1.4:install-file",
                "-Dfile=" + built,
                "-DpomFile=pom.xml",
                "-Dclassifier=plugin");
        classPath = classPath(EXAMPLES.resolve("pom.xml"));
    }

    /** Of a project that has temper as a dependency; what else is to be done with it first. */
    private static String classPath(Path pom, String... goals) throws Exception {
        Path built = Path.of("target", JAR).toAbsolutePath();
        Path list = Files.createTempFile(shared, "cp", ".txt");
        List<String> arguments = new ArrayList<>(List.of("-f", pom.toString()));
        arguments.addAll(List.of(goals));
        arguments.add("org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath");
        arguments.add("-Dmdep.outputFile=" + list);
        maven(arguments.toArray(String[]::new));
        return Stream.of(Files.readString(list).strip().split(File.pathSeparator))
                .map(jar -> jar.endsWith(JAR) ? built.toString() : jar)
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Test
    void classPath_holdsTemperAndNothingOfQuarkus() {
        assertThat(classPath)
                .contains(JAR)
                .contains("camel-main")
                .doesNotContainIgnoringCase("quarkus")
                .doesNotContain("flyway")
                .doesNotContain("picocli");
    }

    @Test
    void jar_forOthers_hasNothingThatAnApplicationWouldTakeForItsOwn() throws Exception {
        try (JarFile jar = new JarFile(Path.of("target", JAR).toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .contains("META-INF/services/org/apache/camel/component/fem")
                    .noneMatch(name ->
                            name.matches("application\\..*|META-INF/resources/.+|db/.+|io/temper/(api|app|cli)/.+"));
        }
    }

    @Test
    void generateAndStiffness_smallMicrostructure_isSymmetricAndBetweenTheBounds() throws Exception {
        Path file = folder.resolve("m.npy");
        run("generate", "-Dsize=15", "-Dfraction=" + FRACTION, "-Dseed=3", "-Dfile=" + file);
        assertThat(MicrostructureFormats.read(file))
                .isEqualTo(new GaussianFilterGenerator(15, 15, 15).generate(new Sigma(1, 1, 7), FRACTION, 3));

        checkStiffness(columns(run("stiffness", "-Dfile=" + file)));
        assertThat(folder.resolve("work")).as("logs of the evaluation").isNotEmptyDirectory();
    }

    @Test
    void springBoot_itsOwnRoute_generatesAndSolves() throws Exception {
        Path project = folder.resolve("spring-boot");
        FileUtils.copyDirectory(EXAMPLES.resolve("spring-boot").toFile(), project.toFile());
        String libraries = classPath(project.resolve("pom.xml"), "compile");
        assertThat(libraries).contains("spring-boot").doesNotContainIgnoringCase("quarkus");
        checkStiffness(columns(await(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        project.resolve("target/classes") + File.pathSeparator + libraries,
                        "io.temper.examples.StiffnessApplication",
                        "--fraction=" + FRACTION,
                        "--size=15"),
                folder)));
    }

    @Test
    void candidate_targetInTheModelsRange_isInferredDecodedAndVerifiedNearIt() throws Exception {
        Path file = folder.resolve("candidate.npy");
        double[][] c = columns(run("candidate", "-Dtarget=C11=35", "-Diterations=3", "-Dfile=" + file));
        assertThat(MicrostructureFormats.read(file).size()).isEqualTo(51 * 51 * 51);
        assertThat(c[0][0]).as("verified C11").isCloseTo(35, within(3.5));
    }

    @Test
    void table_folderWithOneBadFile_hasALineForEveryGoodOne() throws Exception {
        Path samples = Files.createDirectory(folder.resolve("samples"));
        Microstructure m = new GaussianFilterGenerator(51, 51, 51).generate(new Sigma(1, 1, 7), FRACTION, 1);
        MicrostructureFormats.write(samples.resolve("good.npy"), m);
        Files.writeString(samples.resolve("bad.npy"), "not voxels");
        String log = run("table", "-Dfolder=" + samples, "-DtableFolder=" + folder);
        List<String> lines = Files.readAllLines(folder.resolve("table.csv"));
        assertThat(lines).singleElement().asString().startsWith("good.npy,");
        double c33 = Double.parseDouble(lines.get(0).split(",")[3]);
        assertThat(c33).isBetween(soft(), hard());
        assertThat(log).contains("bad.npy: ");
    }

    /** Symmetric, and between the bounds of Voigt and Reuss. */
    private static void checkStiffness(double[][] c) {
        assertThat(c).as("columns").hasDimensions(6, 6);
        double voigt = FRACTION * hard() + (1 - FRACTION) * soft();
        double reuss = 1 / (FRACTION / hard() + (1 - FRACTION) / soft());
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(c[i][j]).as("C%d%d", i + 1, j + 1).isCloseTo(c[j][i], within(1e-2));
            }
            if (i < 3) {
                assertThat(c[i][i]).isBetween(reuss, voigt);
            }
        }
    }

    private static double hard() {
        return Stiffness.of(Phases.PAPER.hard()).require(Property.C11);
    }

    private static double soft() {
        return Stiffness.of(Phases.PAPER.soft()).require(Property.C11);
    }

    /** What an example logs. */
    private String run(String example, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-cp",
                classPath,
                "-Dcamel.main.routesIncludePattern=file:" + EXAMPLES.resolve(example + ".camel.yaml"),
                example.equals("table") ? "-Dcamel.main.durationMaxMessages=2" : "-Dcamel.main.durationMaxMessages=1",
                "-Dwork=" + folder.resolve("work")));
        command.addAll(List.of(options));
        command.add("org.apache.camel.main.Main");
        return await(command, folder);
    }

    private static void maven(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("mvn", "-q", "-B"));
        command.addAll(List.of(arguments));
        await(command, Path.of("").toAbsolutePath());
    }

    private static String await(List<String> command, Path folder) throws IOException, InterruptedException {
        Path log = Files.createTempFile(shared, "process", ".log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES))
                    .as("ended: %s", command)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(log);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    /** The solved columns that a log line tells, each of six components [GPa]. */
    private static double[][] columns(String log) {
        double[][] columns = Pattern.compile("column \\d \\[([^]]*)]")
                .matcher(log)
                .results()
                .map(MatchResult::group)
                .map(s -> s.substring(s.indexOf('[') + 1, s.length() - 1))
                .map(s -> Arrays.stream(s.split(", "))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
        assertThat(columns).as(log).isNotEmpty();
        return columns;
    }
}
