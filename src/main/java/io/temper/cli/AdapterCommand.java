package io.temper.cli;

import io.temper.app.Home;
import io.temper.fem.FemException;
import io.temper.fem.adapter.AdapterDescriptor;
import io.temper.fem.adapter.AdapterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The solvers of {@code fem-adapters/}: which can be used here, and whether they are right. */
@Command(
        name = "adapter",
        description = "The solvers of fem-adapters/: list them, check one against a case whose answer is known.",
        subcommands = {AdapterCommand.ListAll.class, AdapterCommand.Check.class})
final class AdapterCommand extends Subcommand {
    @Override
    public Integer call() {
        throw new IllegalArgumentException("adapter: say what to do, list or check NAME");
    }

    /** What the commands of {@code adapter} share. */
    abstract static class Action extends WithHelp {
        @ParentCommand
        AdapterCommand parent;

        @Override
        public Integer call() throws IOException {
            Path adapters = Home.find().adapters();
            Path logs = Files.createTempDirectory("temper-adapter");
            boolean fine = run(adapters, logs, parent.console());
            if (fine) {
                OutputFolder.delete(logs);
            } else {
                parent.console().progress("logs in " + logs);
            }
            return fine ? 0 : 1;
        }

        /** Whether all is well; if so, the logs are deleted. */
        abstract boolean run(Path adapters, Path logs, Console console) throws IOException;
    }

    /** One JSON line per adapter. */
    @Command(name = "list", description = "A line for each: whether it is installed, or why not, version, launcher.")
    static final class ListAll extends Action {
        @Override
        boolean run(Path adapters, Path logs, Console console) throws IOException {
            AdapterRegistry registry = new AdapterRegistry(adapters);
            console.progress(row("adapter", "launcher", "installed", "version, or why not"));
            for (String name : registry.names()) {
                Map<String, Object> line = line(registry, name, logs.resolve(name));
                console.progress(row(
                        name,
                        String.valueOf(line.getOrDefault("launcher", "-")),
                        Boolean.TRUE.equals(line.get("installed")) ? "yes" : "no",
                        String.valueOf(line.getOrDefault("version", line.get("why")))));
                console.result(line);
            }
            return true;
        }

        private static String row(String name, String launcher, String installed, String more) {
            return String.format(Locale.ROOT, "%-12s %-9s %-10s %s", name, launcher, installed, more);
        }

        private static Map<String, Object> line(AdapterRegistry registry, String name, Path logs) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("name", name);
            line.put("installed", false);
            try {
                AdapterDescriptor adapter = registry.solver(name).descriptor();
                line.put("launcher", adapter.launcher().toString());
                line.put("columns", adapter.columns());
                line.put("batch", !adapter.batchCommand().isEmpty());
                line.put("description", adapter.description());
                line.put("version", registry.solver(name).probe(logs));
                line.put("installed", true);
            } catch (FemException | IllegalArgumentException e) {
                line.put("why", e.getMessage());
            }
            return line;
        }
    }

    /** The golden case. */
    @Command(
            name = "check",
            description = "Solves the adapter's golden case and says what is wrong; exit code 1 if anything is.")
    static final class Check extends Action {
        @Parameters(paramLabel = "NAME", description = "an adapter of fem-adapters/")
        String name;

        @Override
        boolean run(Path adapters, Path logs, Console console) throws IOException {
            GoldenCheck check =
                    new GoldenCheck(new AdapterRegistry(adapters).solver(name), adapters.resolve(name), logs);
            check.table().forEach(console::progress);
            console.result(check.json());
            return check.wrong().isEmpty();
        }
    }
}
