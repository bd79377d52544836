package io.temper.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** What every command shares, and every command of a command. */
@Command(sortOptions = false, showDefaultValues = true)
abstract class WithHelp implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This help.",
            showDefaultValue = Visibility.NEVER)
    boolean help;
}
