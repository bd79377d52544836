package io.temper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.temper.client.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The designs of a running service. */
@Command(
        name = "designs",
        description =
                "The designs of a running service: list, show, watch, fetch, pause, resume, cancel, clone, delete.",
        subcommands = {
            DesignsCommand.All.class,
            DesignsCommand.Show.class,
            DesignsCommand.Watch.class,
            DesignsCommand.Fetch.class,
            DesignsCommand.Pause.class,
            DesignsCommand.Resume.class,
            DesignsCommand.Cancel.class,
            DesignsCommand.Clone.class,
            DesignsCommand.Delete.class
        })
final class DesignsCommand extends Subcommand {
    @Mixin
    ServerOptions server;

    @Override
    public Integer call() throws IOException {
        return list("", 50);
    }

    private Service service() throws IOException {
        return server.required(console());
    }

    /** One JSON line per design. */
    private int list(String query, int limit) throws IOException {
        service().list("/designs", "designs", query, limit, console()::result);
        return 0;
    }

    /** Lists designs. */
    @Command(name = "list", description = "Designs, newest first, a line of JSON each.")
    static final class All extends WithHelp {
        @ParentCommand
        DesignsCommand command;

        @Option(names = "--status", paramLabel = "LIST", description = "only these, for example queued,running")
        @Nullable String status;

        @Option(names = "--text", paramLabel = "TEXT", description = "only those whose name or target has it")
        @Nullable String text;

        @Option(names = "--limit", defaultValue = "50", paramLabel = "N", description = "at most so many")
        int limit;

        @Override
        public Integer call() throws IOException {
            return command.list(Service.option("status", status) + Service.option("text", text), limit);
        }
    }

    /** A command for one design. */
    abstract static class One extends WithHelp {
        @ParentCommand
        DesignsCommand command;

        @Parameters(paramLabel = "ID", description = "of the design")
        String id;

        Service service() throws IOException {
            return command.service();
        }

        /** Does to the design what the service has a path for. */
        int control(String what) throws IOException {
            command.console().result(service().post(Service.design(id) + "/" + what, null, Map.of()));
            return 0;
        }

        RemoteDesign design() throws IOException {
            return new RemoteDesign(service(), id, command.console());
        }
    }

    /** Shows a design. */
    @Command(name = "show", description = "A design as it stands.")
    static final class Show extends One {
        @Override
        public Integer call() throws IOException {
            command.console().result(service().get(Service.design(id)));
            return 0;
        }
    }

    /** Follows a design. */
    @Command(
            name = "watch",
            description = "What happened and happens, until the design has ended; exit 1 if it failed.")
    static final class Watch extends One {
        @Override
        public Integer call() throws IOException {
            JsonNode ended = design().watch();
            command.console().result(ended);
            return RemoteDesign.exit(ended);
        }
    }

    /** Downloads a design's results. */
    @Command(name = "fetch", description = "Download a design's report and voxels.")
    static final class Fetch extends One {
        @Option(names = "--out", required = true, paramLabel = "DIR", description = "folder, new or empty")
        Path out;

        @Option(names = "--force", description = "replace an earlier design in that folder")
        boolean force;

        @Override
        public Integer call() throws IOException {
            JsonNode now = service().get(Service.design(id));
            OutputFolder.prepare(out, force);
            design().fetch(now, out);
            return 0;
        }
    }

    /** Brings a design to rest. */
    @Command(name = "pause", description = "Bring a design to rest at its next step.")
    static final class Pause extends One {
        @Override
        public Integer call() throws IOException {
            return control("pause");
        }
    }

    /** Lets a design go on. */
    @Command(name = "resume", description = "Let a design that rests go on.")
    static final class Resume extends One {
        @Override
        public Integer call() throws IOException {
            return control("resume");
        }
    }

    /** Ends a design. */
    @Command(name = "cancel", description = "End a design, and its solver at once.")
    static final class Cancel extends One {
        @Override
        public Integer call() throws IOException {
            return control("cancel");
        }
    }

    /** Submits a design like another. */
    @Command(name = "clone", description = "Queue a design like this one, with changes.")
    static final class Clone extends One {
        @Option(
                names = "--changes",
                paramLabel = "JSON",
                description = "a JSON merge patch of the request, for example '{\"tolerance\": 0.01}'")
        @Nullable String changes;

        @Override
        public Integer call() throws IOException {
            JsonNode patch = changes == null ? null : Console.JSON.readTree(changes);
            command.console().result(service().post(Service.design(id) + "/clone", patch, Map.of()));
            return 0;
        }
    }

    /** Deletes a design. */
    @Command(name = "delete", description = "Forget a design that has ended, and delete its files.")
    static final class Delete extends One {
        @Override
        public Integer call() throws IOException {
            service().delete(Service.design(id));
            command.console().result(Map.of("deleted", id));
            return 0;
        }
    }
}
