package io.temper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.temper.client.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The events of a running service, what they set to work, and what goes out. */
@Command(
        name = "events",
        description =
                "The events of a running service: list, show, send; their runs and discrepancies; what was refused, and"
                        + " deliveries of results, each with replay.",
        subcommands = {
            EventsCommand.All.class,
            EventsCommand.Show.class,
            EventsCommand.Send.class,
            EventsCommand.Runs.class,
            EventsCommand.Discrepancies.class,
            EventsCommand.Refused.class,
            EventsCommand.Deliveries.class
        })
final class EventsCommand extends Subcommand {
    @Mixin
    ServerOptions server;

    @Override
    public Integer call() throws IOException {
        return list("/events", "", 50);
    }

    private Service service() throws IOException {
        return server.required(console());
    }

    /** One JSON line each. */
    private int list(String path, String query, int limit) throws IOException {
        return list(path, "items", query, limit);
    }

    private int list(String path, String rows, String query, int limit) throws IOException {
        service().list(path, rows, query, limit, console()::result);
        return 0;
    }

    private int replay(String path, long number) throws IOException {
        console().result(service().post("%s/%d/replay".formatted(path, number), null, Map.of()));
        return 0;
    }

    /** A list, newest first. */
    abstract static class Rows extends WithHelp {
        @ParentCommand
        EventsCommand command;

        @Option(names = "--limit", defaultValue = "50", paramLabel = "N", description = "at most so many")
        int limit;
    }

    /** Lists events. */
    @Command(name = "list", description = "Events, newest first, a line of JSON each.")
    static final class All extends Rows {
        @Option(
                names = "--state",
                paramLabel = "STATE",
                description = "only these: accepted, running, done, failed, superseded or duplicate")
        @Nullable String state;

        @Option(names = "--subject", paramLabel = "NAME", description = "only those of this specimen")
        @Nullable String subject;

        @Override
        public Integer call() throws IOException {
            return command.list("/events", Service.option("state", state) + Service.option("subject", subject), limit);
        }
    }

    /** Shows an event. */
    @Command(name = "show", description = "An event with its audit trail and its run.")
    static final class Show extends WithHelp {
        @ParentCommand
        EventsCommand command;

        @Parameters(paramLabel = "NUMBER", description = "of the event")
        long number;

        @Override
        public Integer call() throws IOException {
            command.console().result(command.service().get("/events/" + number));
            return 0;
        }
    }

    /** Tells of an event. */
    @Command(name = "send", description = "Tell of an event, or of several: a file of CloudEvents in JSON.")
    static final class Send extends WithHelp {
        @ParentCommand
        EventsCommand command;

        @Parameters(paramLabel = "FILE", description = "one event, or an array of up to 1,000")
        Path file;

        @Override
        public Integer call() throws IOException {
            JsonNode events = Service.read(Files.readString(file), file.toString());
            command.console().result(command.service().post("/events", events, Map.of()));
            return 0;
        }
    }

    /** Lists runs. */
    @Command(name = "runs", description = "What events set to work, newest first, a line of JSON each.")
    static final class Runs extends Rows {
        @Override
        public Integer call() throws IOException {
            return command.list("/runs", "", limit);
        }
    }

    /** Lists discrepancies. */
    @Command(name = "discrepancies", description = "Measurements that contradict the simulation, newest first.")
    static final class Discrepancies extends Rows {
        @Override
        public Integer call() throws IOException {
            return command.list("/discrepancies", "", limit);
        }
    }

    /** Lists dead letters, or takes one again. */
    @Command(name = "refused", description = "What was refused and why, newest first; with --replay, take one again.")
    static final class Refused extends Rows {
        @Option(names = "--replay", paramLabel = "NUMBER", description = "take this one again")
        @Nullable Long replay;

        @Override
        public Integer call() throws IOException {
            return replay == null ? command.list("/dead-letters", "", limit) : command.replay("/dead-letters", replay);
        }
    }

    /** Lists deliveries, or makes one again. */
    @Command(
            name = "deliveries",
            description = "Results on their way to lab data systems, newest first; with --replay, hand one over again.")
    static final class Deliveries extends Rows {
        @Option(names = "--state", paramLabel = "STATE", description = "only these: waiting, delivered or refused")
        @Nullable String state;

        @Option(names = "--sink", paramLabel = "NAME", description = "only those to this one")
        @Nullable String sink;

        @Option(names = "--replay", paramLabel = "ID", description = "hand this one over again")
        @Nullable Long replay;

        @Override
        public Integer call() throws IOException {
            return replay == null
                    ? command.list(
                            "/deliveries",
                            "deliveries",
                            Service.option("state", state) + Service.option("sink", sink),
                            limit)
                    : command.replay("/deliveries", replay);
        }
    }
}
