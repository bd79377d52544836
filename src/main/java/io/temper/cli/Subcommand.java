package io.temper.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What every command shares. */
@Command(sortOptions = false, showDefaultValues = true)
abstract class Subcommand implements Callable<Integer> {
    @ParentCommand
    Temper temper;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This help.",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
    boolean help;

    Console console() {
        return temper.console;
    }
}
