package io.temper.vaereg.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.vaereg.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelStoreTest {
    @TempDir
    Path folder;

    private ModelStore store;

    @BeforeEach
    void open() throws IOException {
        store = FakeFolders.store(folder);
    }

    private ModelVersion add(String parent) throws IOException {
        return FakeFolders.add(store, parent);
    }

    @Test
    void current_newStore_isTheBundledModelAndWritesNothing() throws IOException {
        assertThat(store.current()).isEqualTo("bundled");
        assertThat(store.list()).extracting(ModelStore.Entry::name).containsExactly("bundled");
        assertThat(store.load("bundled").version().sha256())
                .isEqualTo(store.card("bundled").sha256());
        assertThat(store.root()).doesNotExist();
    }

    @Test
    void add_version_liesWholeAndIsNotYetCurrent() throws IOException {
        ModelVersion added = add("bundled");

        assertThat(added.name()).isEqualTo("v0001-" + added.sha256().substring(0, 8));
        assertThat(added.parentSha256()).isEqualTo(store.version("bundled").sha256());
        assertThat(store.version(added.name())).isEqualTo(added);
        assertThat(store.current()).isEqualTo("bundled");
        assertThat(store.load(added.name()).version()).isEqualTo(added);
        assertThat(added.figures()).isEqualTo("C11 MAPE 0.034 -> 0.021");
    }

    @Test
    void useAndRollback_chainOfVersions_goesThereAndBack() throws IOException {
        String first = add("bundled").name();
        String second = add(first).name();

        assertThat(store.use(second)).isEqualTo("bundled");
        assertThat(store.current()).isEqualTo(second);
        assertThat(FakeFolders.store(folder).current()).as("another process").isEqualTo(second);
        assertThat(store.rollback().name()).isEqualTo(first);
        assertThat(store.rollback().name()).isEqualTo("bundled");
        assertThatIOException()
                .isThrownBy(store::rollback)
                .withMessage("the bundled model is the first: there is nothing to roll back to");
    }

    @Test
    void rollback_ofAModelFineTunedFromOutside_saysWhatToDo() throws IOException {
        ModelVersion given = new ModelVersion(ModelVersion.GIVEN, "ab", null, null, null, true);
        ModelVersion added = store.add(FakeFolders.draft(given, 1), f -> FakeFolders.write(f, "x"));
        store.use(added.name());
        assertThatIOException().isThrownBy(store::rollback).withMessageContaining("choose a version with 'model use'");
        assertThat(store.points(added.name())).hasSize(1);
    }

    @Test
    void supersede_parentIsNoMoreCurrent_leavesTheCurrentOne() throws IOException {
        String one = add("bundled").name();
        String other = add("bundled").name();
        assertThat(store.supersede("bundled", one)).isTrue();
        assertThat(store.supersede("bundled", other)).isFalse();
        assertThat(store.current()).isEqualTo(one);
    }

    @Test
    void points_ofAVersion_areItsOwnAfterItsAncestors() throws IOException {
        String first = add("bundled").name();
        String second = add(first).name();
        List<LabelledPoint> made =
                FakeFolders.draft(store.version("bundled"), 2).points();

        List<LabelledPoint> points = store.points(second);
        assertThat(points)
                .extracting(LabelledPoint::microstructure)
                .containsExactly(
                        made.get(0).microstructure(),
                        made.get(1).microstructure(),
                        made.get(0).microstructure(),
                        made.get(1).microstructure());
        assertThat(points.get(1).stiffness().column(1)).hasValue(new double[] {31, 9, 8, 0, 0, 0.25});
        assertThat(points).extracting(LabelledPoint::origin).containsOnly("sample");
        assertThat(store.points("bundled")).isEmpty();
    }

    @Test
    void list_damagedVersions_areListedWithTheirProblem() throws IOException {
        String good = add("bundled").name();
        String cut = add("bundled").name();
        String empty = add("bundled").name();
        Files.writeString(store.root().resolve(cut).resolve("version.json"), "{\"name\":");
        Files.delete(store.root().resolve(empty).resolve("version.json"));
        store.use(good);

        assertThat(store.list()).extracting(ModelStore.Entry::name).containsExactly("bundled", good, cut, empty);
        assertThat(store.list()).extracting(ModelStore.Entry::current).containsExactly(false, true, false, false);
        assertThat(store.list())
                .extracting(ModelStore.Entry::problem)
                .satisfiesExactly(
                        p -> assertThat(p).isNull(),
                        p -> assertThat(p).isNull(),
                        p -> assertThat(p).contains("version.json is damaged"),
                        p -> assertThat(p).contains("lacks version.json"));
    }

    @Test
    void use_corruptVersion_isRefusedAndTheCurrentOneStays() throws IOException {
        String good = add("bundled").name();
        String corrupt = add(good).name();
        store.use(good);
        Files.writeString(store.root().resolve(corrupt).resolve("saved_model.pb"), "else");

        assertThatIOException().isThrownBy(() -> store.use(corrupt)).withMessageContaining("is corrupt");
        assertThatIOException().isThrownBy(() -> store.supersede(good, corrupt)).withMessageContaining("is corrupt");
        assertThatIOException().isThrownBy(() -> store.load(corrupt)).withMessageContaining("is corrupt");
        assertThat(store.current()).isEqualTo(good);
    }

    @Test
    void load_filesOfAnotherModel_isCorrupt() throws IOException {
        String name = add("bundled").name();
        FakeFolders.write(store.root().resolve(name), "another");
        assertThatIOException().isThrownBy(() -> store.load(name)).withMessageContaining("its model is another one");
    }

    @Test
    void current_versionIsGone_saysSoAndAnotherCanBeUsed() throws IOException {
        String gone = add("bundled").name();
        store.use(gone);
        try (Stream<Path> files = Files.walk(store.root().resolve(gone))) {
            for (Path f : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(f);
            }
        }

        assertThatIOException()
                .isThrownBy(() -> store.load(store.current()))
                .withMessageStartingWith("there is no version " + gone);
        assertThat(store.list()).anyMatch(e -> e.current() && e.problem() != null);
        assertThatIOException().isThrownBy(store::rollback).withMessageContaining("there is no version");
        assertThat(store.use("bundled")).isEqualTo(gone);
        assertThat(store.current()).isEqualTo("bundled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1", "../bundled", "v0001-XXXXXXXX", "v0001-00000000/.."})
    void version_thatIsNoName_isRefused(String name) throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.use(name))
                .withMessageContaining("is no version of the model");
        Files.createDirectories(store.root());
        Files.writeString(store.root().resolve("current"), name);
        assertThatIOException().isThrownBy(store::current).withMessageContaining("which is no version");
    }

    @Test
    void add_writerFails_leavesNothing() throws IOException {
        String first = add("bundled").name();
        assertThatIOException()
                .isThrownBy(() -> store.add(FakeFolders.draft(store.version("bundled"), 1), f -> {
                    FakeFolders.write(f, "half");
                    throw new IOException("disk full");
                }))
                .withMessage("disk full");
        assertThat(files()).containsExactlyInAnyOrder("lock", first);
    }

    /** What a kill can leave: a folder in the making with or without its lock, and a half-written pointer. */
    @Test
    void add_leftoversOfAKill_areRemovedAndNeverSeen() throws IOException {
        String first = add("bundled").name();
        FakeFolders.write(store.root().resolve(".new-1/model"), "killed");
        Files.createFile(store.root().resolve(".lock-1"));
        FakeFolders.write(store.root().resolve(".new-2/model"), "killed before");
        Files.writeString(store.root().resolve(".current.x.tmp"), "v00");

        assertThat(store.list()).extracting(ModelStore.Entry::name).containsExactly("bundled", first);
        String second = add(first).name();
        assertThat(files()).containsExactlyInAnyOrder("lock", first, second);
    }

    @Test
    void add_anotherInTheMaking_isLeftAlone() throws IOException {
        ModelVersion[] inner = new ModelVersion[1];
        ModelVersion outer = store.add(FakeFolders.draft(store.version("bundled"), 1), f -> {
            ModelCard card = FakeFolders.write(f, "outer");
            inner[0] = add("bundled");
            return card;
        });
        assertThat(inner[0].name()).startsWith("v0001-");
        assertThat(outer.name()).startsWith("v0002-");
        assertThat(store.load(outer.name()).version()).isEqualTo(outer);
        assertThat(files()).containsExactlyInAnyOrder("lock", inner[0].name(), outer.name());
    }

    @Test
    void add_manyThreads_eachGetsANumberOfItsOwn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<ModelVersion>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(threads.submit(() -> {
                ModelVersion added = FakeFolders.add(FakeFolders.store(folder), "bundled");
                store.use(added.name());
                return added;
            }));
        }
        List<String> names = new ArrayList<>();
        for (Future<ModelVersion> f : all) {
            names.add(f.get().name().substring(0, 5));
        }
        threads.shutdown();
        assertThat(names).doesNotHaveDuplicates().hasSize(12).contains("v0001", "v0012");
        assertThat(store.list()).hasSize(13).allMatch(e -> e.problem() == null);
    }

    @Test
    void add_twoProcessesKilledAtAnyMoment_storeIsWhole() throws Exception {
        List<Process> writers = List.of(writer(), writer());
        long end = System.nanoTime() + 60_000_000_000L;
        while (store.list().size() < 8 && System.nanoTime() < end) {
            assertThat(writers).allMatch(Process::isAlive);
            Thread.sleep(5);
        }
        for (Process p : writers) {
            p.destroyForcibly().waitFor();
        }

        List<ModelStore.Entry> entries = store.list();
        assertThat(entries).hasSizeGreaterThanOrEqualTo(8).allMatch(e -> e.problem() == null);
        assertThat(entries).extracting(e -> e.name().substring(0, 5)).doesNotHaveDuplicates();
        assertThat(entries).filteredOn(ModelStore.Entry::current).hasSize(1);
        for (ModelStore.Entry e : entries) {
            assertThat(store.load(e.name()).version()).isEqualTo(e.version());
        }
        add(store.current());
        assertThat(files()).allMatch(f -> f.equals("lock") || f.equals("current") || f.startsWith("v"));
    }

    private Process writer() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreWriter.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void draft_pointsAndOrigin_haveToAgree() throws IOException {
        ModelStore.Draft two = FakeFolders.draft(store.version("bundled"), 2);
        assertThatThrownBy(() -> new ModelStore.Draft(
                        two.parent(), two.origin(), true, two.points().subList(0, 1)))
                .hasMessage("1 points, but its origin says 2");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(store.root())) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }
}
