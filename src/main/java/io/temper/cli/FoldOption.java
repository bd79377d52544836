package io.temper.cli;

import picocli.CommandLine.Option;

/** Which part of the samples is left for the test. */
final class FoldOption {
    @Option(
            names = "--fold",
            defaultValue = "0",
            paramLabel = "N",
            description = "which fifth of every filter's samples is left for the test, 0..4 (default: 0)")
    int number;
}
