package io.temper.cli;

import io.temper.access.ApiKey;
import io.temper.access.ApiKeys;
import io.temper.access.Role;
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

/** The keys that open a service which others can reach. */
@Command(
        name = "key",
        description = "The API keys of a service that listens on more than this machine: list, add, remove.",
        subcommands = {KeyCommand.Add.class, KeyCommand.Remove.class})
final class KeyCommand extends Subcommand {
    @Option(
            names = "--keys",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "file of the keys' hashes; else TEMPER_API_KEYS, else ~/.config/temper/api-keys")
    @Nullable Path file;

    /** One JSON line per key. */
    @Override
    public Integer call() throws IOException {
        for (ApiKey key : keys().all()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("name", key.name());
            line.put("role", key.role().text());
            line.put("created", key.created().toString());
            console().result(line);
        }
        return 0;
    }

    private ApiKeys keys() {
        if (file != null) {
            return new ApiKeys(file);
        }
        String variable = System.getenv("TEMPER_API_KEYS");
        return new ApiKeys(
                variable != null && !variable.isBlank()
                        ? Path.of(variable)
                        : Path.of(System.getProperty("user.home"), ".config", "temper", "api-keys"));
    }

    /** Makes a key. */
    @Command(name = "add", description = "Make a key and print it, this once: only its hash is kept.")
    static final class Add extends WithHelp {
        @ParentCommand
        KeyCommand command;

        @Parameters(paramLabel = "NAME", description = "of its holder")
        String name;

        @Option(
                names = "--role",
                defaultValue = "design",
                paramLabel = "ROLE",
                description = "read: see everything; design: submit, change and delete too (default)")
        Role role;

        @Override
        public Integer call() throws IOException {
            ApiKeys keys = command.keys();
            Map<String, Object> made = new LinkedHashMap<>();
            made.put("name", name);
            made.put("role", role.text());
            made.put("key", keys.add(name, role));
            made.put("file", keys.file().toString());
            command.console().result(made);
            return 0;
        }
    }

    /** Takes a key away. */
    @Command(name = "remove", description = "Remove a key: it opens nothing from now on.")
    static final class Remove extends WithHelp {
        @ParentCommand
        KeyCommand command;

        @Parameters(paramLabel = "NAME", description = "of its holder")
        String name;

        @Override
        public Integer call() throws IOException {
            command.keys().remove(name);
            command.console().result(Map.of("removed", name));
            return 0;
        }
    }
}
