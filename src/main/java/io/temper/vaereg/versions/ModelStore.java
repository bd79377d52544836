package io.temper.vaereg.versions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.temper.material.AtomicFile;
import io.temper.vaereg.DjlVaeReg;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.ModelFolder;
import io.temper.vaereg.VaeReg;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the model on this machine, in a folder: each a model as {@link ModelFolder} writes it with {@code
 * version.json} and the new {@code points/} beside it, in a folder of its own that never changes; and a file {@code
 * current} with the name of the one in use. The version {@link ModelVersion#BUNDLED} is always there and is in use where
 * nothing else was said.
 *
 * <p>A version appears whole or not at all and {@code current} is replaced in one step, so a kill leaves nothing but
 * temporary files, which the next writer removes. Several threads and processes may use one folder at once.
 */
public final class ModelStore implements ModelSource {
    private static final String VERSION = "version.json";
    private static final String CURRENT = "current";
    private static final String POINTS = "points";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * What is known of a version before it has a name.
     *
     * @param parent the version that it was fine-tuned from
     * @param accepted better than its parent on held-out data
     * @param points what it was fine-tuned on that was new; at least one
     */
    public record Draft(ModelVersion parent, ModelVersion.Origin origin, boolean accepted, List<LabelledPoint> points) {
        public Draft {
            points = List.copyOf(points);
            if (points.size() != origin.points()) {
                throw new IllegalArgumentException(
                        "%d points, but its origin says %d".formatted(points.size(), origin.points()));
            }
        }
    }

    /** Writes a model, as {@link ModelFolder#write} does. */
    @FunctionalInterface
    public interface Writer {
        /** @param folder does not exist yet; its parent does */
        ModelCard write(Path folder) throws IOException;
    }

    /**
     * One line of {@link #list}.
     *
     * @param version null if it cannot be read
     * @param problem why not; null if it can
     */
    public record Entry(
            String name,
            boolean current,
            @Nullable ModelVersion version,
            @Nullable String problem) {}

    /** Where models lie and how they are loaded. */
    interface Loader {
        /** Folder of the model that comes with temper. */
        Path bundled() throws IOException;

        VaeReg load(Path folder) throws IOException;
    }

    private static final Loader DJL = new Loader() {
        @Override
        public Path bundled() throws IOException {
            return ModelFolder.bundled();
        }

        @Override
        public VaeReg load(Path folder) throws IOException {
            return DjlVaeReg.load(folder);
        }
    };

    private final Path root;
    private final Loader loader;

    /** @param root made when the first version is added */
    public ModelStore(Path root) {
        this(root, DJL);
    }

    ModelStore(Path root, Loader loader) {
        this.root = root.toAbsolutePath().normalize();
        this.loader = loader;
    }

    public Path root() {
        return root;
    }

    /** {@code TEMPER_MODELS} if set, else {@code .local/share/temper/models} in the user's home. */
    public static Path standardFolder() {
        String variable = System.getenv("TEMPER_MODELS");
        return variable != null && !variable.isBlank()
                ? Path.of(variable)
                : Path.of(System.getProperty("user.home", "."), ".local", "share", "temper", "models");
    }

    @Override
    public String current() throws IOException {
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new IOException("%s is a file, but a folder of models is needed: choose another one".formatted(root));
        }
        Path pointer = root.resolve(CURRENT);
        try {
            String name = Files.readString(pointer).strip();
            if (!name.equals(ModelVersion.BUNDLED) && !VersionName.isOne(name)) {
                throw new IOException("%s holds '%s', which is no version: choose one with 'model use'"
                        .formatted(pointer, brief(name)));
            }
            return name;
        } catch (NoSuchFileException e) {
            return ModelVersion.BUNDLED;
        }
    }

    /** The bundled version and those of the folder, oldest first; one that is damaged is listed with its problem. */
    public List<Entry> list() throws IOException {
        String current = current();
        List<String> names = new ArrayList<>(List.of(ModelVersion.BUNDLED));
        names.addAll(VersionName.in(root));
        if (!names.contains(current)) {
            names.add(current); // it is missing, and that must be seen
        }
        List<Entry> entries = new ArrayList<>();
        for (String name : names) {
            try {
                entries.add(new Entry(name, name.equals(current), version(name), null));
            } catch (IOException e) {
                entries.add(new Entry(name, name.equals(current), null, String.valueOf(e.getMessage())));
            }
        }
        return entries;
    }

    /** A version's record. @throws IOException with one clear line if it is missing or damaged */
    public ModelVersion version(String name) throws IOException {
        Path folder = folder(name);
        if (name.equals(ModelVersion.BUNDLED)) {
            return ModelVersion.root(name, ModelFolder.check(folder));
        }
        Path file = folder.resolve(VERSION);
        try {
            ModelVersion version = JSON.readValue(Files.readString(file), ModelVersion.class);
            if (!version.name().equals(name)) {
                throw new IOException("%s is of version %s: the folder was renamed".formatted(file, version.name()));
            }
            return version;
        } catch (JsonProcessingException e) {
            String why =
                    e.getCause() == null ? e.getOriginalMessage() : e.getCause().getMessage();
            throw new IOException("%s is damaged: %s".formatted(file, why), e);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "version %s lacks %s: choose another one with 'model use'".formatted(name, VERSION), e);
        }
    }

    /** A version's card, after its files were checked against the hash in it. @throws IOException if they differ */
    public ModelCard card(String name) throws IOException {
        return ModelFolder.check(folder(name));
    }

    /** Folder of a version's model. @throws IOException with one clear line if there is none */
    public Path folder(String name) throws IOException {
        if (name.equals(ModelVersion.BUNDLED)) {
            return loader.bundled();
        }
        Path folder = root.resolve(VersionName.check(name));
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    "there is no version %s in %s: 'model list' shows those that are there".formatted(name, root));
        }
        return folder;
    }

    @Override
    public Loaded load(String name) throws IOException {
        if (name.equals(ModelVersion.BUNDLED)) {
            VaeReg model = loader.load(folder(name));
            return new Loaded(ModelVersion.root(name, model.card()), model);
        }
        ModelVersion version = version(name);
        checkIsOf(version, card(name));
        return new Loaded(version, loader.load(folder(name)));
    }

    /** All points that a version was fine-tuned on: its own and those of the versions before it, oldest first. */
    public List<LabelledPoint> points(String name) throws IOException {
        List<LabelledPoint> points = new ArrayList<>();
        @Nullable String next = name;
        while (next != null && VersionName.isOne(next)) {
            points.addAll(0, LabelledPoints.read(folder(next).resolve(POINTS)));
            next = version(next).parent();
        }
        return points;
    }

    /**
     * Adds a version. It does not become the current one.
     *
     * @param writer called once, before the store is locked
     * @throws IOException if it cannot be written; the store is then as it was
     */
    public ModelVersion add(Draft draft, Writer writer) throws IOException {
        try (NewVersion made = NewVersion.begin(root)) {
            ModelCard card = writer.write(made.model());
            LabelledPoints.write(made.model().resolve(POINTS), draft.points());
            try (StoreLock lock = lock()) {
                ModelVersion version = named(draft, VersionName.next(root, card.sha256()), card);
                Files.write(made.model().resolve(VERSION), JSON.writeValueAsBytes(version));
                made.publish(root.resolve(version.name()));
                return version;
            }
        }
    }

    private static ModelVersion named(Draft draft, String name, ModelCard card) {
        ModelVersion parent = draft.parent();
        return new ModelVersion(name, card.sha256(), parent.name(), parent.sha256(), draft.origin(), draft.accepted());
    }

    /**
     * Makes a version the current one, after its files were checked.
     *
     * @return the name of the one that was current
     * @throws IOException if it is missing or damaged; the current one then stays
     */
    public String use(String name) throws IOException {
        checkIsOf(version(name), card(name));
        try (StoreLock lock = lock()) {
            String before = Files.exists(root.resolve(CURRENT))
                    ? Files.readString(root.resolve(CURRENT)).strip() // whatever it is, it is replaced
                    : ModelVersion.BUNDLED;
            point(name);
            return before;
        }
    }

    /**
     * Goes back to the parent of the current version.
     *
     * @return the version that is current now
     * @throws IOException if there is none to go back to
     */
    public ModelVersion rollback() throws IOException {
        String current = current();
        String parent = version(current).parent();
        if (parent == null) {
            throw new IOException("the %s model is the first: there is nothing to roll back to".formatted(current));
        } else if (parent.equals(ModelVersion.GIVEN)) {
            throw new IOException(
                    "%s was made from a model outside the store: choose a version with 'model use'".formatted(current));
        }
        card(parent);
        try (StoreLock lock = lock()) {
            if (!current().equals(current)) {
                throw new IOException(
                        "another process has just made %s current: look at 'model list'".formatted(current()));
            }
            point(parent);
        }
        return version(parent);
    }

    @Override
    public boolean supersede(String parent, String next) throws IOException {
        card(next);
        try (StoreLock lock = lock()) {
            boolean isCurrent = current().equals(parent);
            if (isCurrent) {
                point(next);
            }
            return isCurrent;
        }
    }

    private static void checkIsOf(ModelVersion version, ModelCard card) throws IOException {
        if (!version.sha256().equals(card.sha256())) {
            throw new IOException("version %s is corrupt: its model is another one, of hash %s"
                    .formatted(version.name(), brief(card.sha256())));
        }
    }

    private StoreLock lock() throws IOException {
        return StoreLock.take(root.resolve("lock"));
    }

    private void point(String name) throws IOException {
        AtomicFile.write(root.resolve(CURRENT), (name + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String brief(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= 40 ? line : line.substring(0, 40) + "...";
    }
}
