package io.temper.cli;

import io.temper.vaereg.ModelCard;
import io.temper.vaereg.versions.ModelStore;
import io.temper.vaereg.versions.ModelVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;

/** The versions of the model that retraining has made, and which of them is in use. */
@Command(
        name = "model",
        description = "The versions of the model: list them, choose one, go back. Retraining makes them.",
        subcommands = {
            ModelCommand.ListAll.class,
            ModelCommand.Show.class,
            ModelCommand.Use.class,
            ModelCommand.Rollback.class
        })
final class ModelCommand extends Subcommand {
    @Option(
            names = "--models",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description =
                    "folder of the versions; else TEMPER_MODELS, else .local/share/temper/models in the home folder")
    @Nullable Path folder;

    @Override
    public Integer call() {
        throw new IllegalArgumentException("model: say what to do, one of list, show, use, rollback");
    }

    private ModelStore store() {
        return new ModelStore(folder == null ? ModelStore.standardFolder() : folder);
    }

    /** What the commands of {@code model} share. */
    abstract static class Action extends WithHelp {
        @ParentCommand
        ModelCommand model;

        @Override
        public Integer call() throws IOException {
            run(model.store());
            return 0;
        }

        abstract void run(ModelStore store) throws IOException;
    }

    /** One JSON line per version. */
    @Command(name = "list", description = "A line for each version, oldest first.")
    static final class ListAll extends Action {
        private static Map<String, Object> line(ModelStore.Entry entry) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("version", entry.name());
            line.put("current", entry.current());
            ModelVersion version = entry.version();
            if (version == null) {
                line.put("problem", entry.problem());
                return line;
            }
            line.put("sha256", version.sha256());
            ModelVersion.Origin origin = version.origin();
            if (origin != null) {
                line.put("parent", version.parent());
                line.put("accepted", version.accepted());
                line.put("made", origin.made());
                line.put("design", origin.design());
                line.put("target", origin.target());
                line.put("points", origin.points());
                line.put("figures", version.figures());
            }
            return line;
        }

        @Override
        void run(ModelStore store) throws IOException {
            for (ModelStore.Entry entry : store.list()) {
                model.console().result(line(entry));
            }
        }
    }

    /** All about one version. */
    @Command(name = "show", description = "All about a version, after its files were checked.")
    static final class Show extends Action {
        @Parameters(arity = "0..1", paramLabel = "VERSION", description = "by default the current one")
        @Nullable String version;

        @Override
        void run(ModelStore store) throws IOException {
            String name = version == null ? store.current() : version;
            ModelCard card = store.card(name);
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("version", store.version(name));
            json.put("current", name.equals(store.current()));
            json.put("folder", store.folder(name).toString());
            json.put("card", card);
            model.console().result(json);
        }
    }

    /** Chooses a version. */
    @Command(name = "use", description = "Makes a version the current one: every design that begins later takes it.")
    static final class Use extends Action {
        @Parameters(paramLabel = "VERSION", description = "such as v0001-1a2b3c4d, or bundled")
        String version;

        @Override
        void run(ModelStore store) throws IOException {
            String before = store.use(version);
            model.console().result(now(version, before));
        }
    }

    /** Goes back to the parent. */
    @Command(
            name = "rollback",
            description = "Makes the version that the current one was fine-tuned from current again.")
    static final class Rollback extends Action {
        @Override
        void run(ModelStore store) throws IOException {
            String before = store.current();
            model.console().result(now(store.rollback().name(), before));
        }
    }

    private static Map<String, String> now(String current, String before) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("current", current);
        json.put("before", before);
        return json;
    }
}
