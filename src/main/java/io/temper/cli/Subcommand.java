package io.temper.cli;

import picocli.CommandLine.ParentCommand;

/** A command of {@code temper}. */
abstract class Subcommand extends WithHelp {
    @ParentCommand
    Temper temper;

    Console console() {
        return temper.console;
    }
}
