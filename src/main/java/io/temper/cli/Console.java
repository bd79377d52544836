package io.temper.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.fem.FemException;
import io.temper.material.FormatException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Where the command line writes.
 *
 * @param out results, JSON only
 * @param err progress, and why something failed
 */
record Console(PrintStream out, PrintStream err) {
    static final ObjectMapper JSON = new ObjectMapper();

    /** One line of JSON. */
    void result(Object value) throws JsonProcessingException {
        out.println(JSON.writeValueAsString(value));
        out.flush();
    }

    void progress(String line) {
        err.println(line);
    }

    int badUsage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String message = e instanceof UnmatchedArgumentException u && command.getParent() == null
                ? "unknown command '%s': use one of %s"
                        .formatted(
                                u.getUnmatched().get(0),
                                String.join(" ", command.getSubcommands().keySet()))
                : String.valueOf(e.getMessage());
        return complain(
                "%s (see %s --help)".formatted(message, command.getCommandSpec().qualifiedName()), ExitCode.USAGE);
    }

    int failed(Exception e, CommandLine command, ParseResult parsed) {
        if (System.getenv("TEMPER_DEBUG") != null) {
            e.printStackTrace(err);
        }
        if (e instanceof FormatException) {
            return complain(String.valueOf(e.getMessage()), ExitCode.SOFTWARE);
        } else if (e instanceof IllegalArgumentException) {
            return complain(String.valueOf(e.getMessage()), ExitCode.USAGE);
        } else if (e instanceof FileSystemException f && f.getReason() == null) {
            return complain("%s: %s".formatted(f.getFile(), words(f)), ExitCode.SOFTWARE);
        } else if (e instanceof IOException
                || e instanceof UncheckedIOException
                || e instanceof FemException
                || e instanceof IllegalStateException) {
            return complain(String.valueOf(e.getMessage()), ExitCode.SOFTWARE);
        }
        return complain("%s; this is a fault of temper: TEMPER_DEBUG=1 shows where".formatted(e), ExitCode.SOFTWARE);
    }

    int outOfMemory() {
        return complain(
                "not enough memory, the limit is %d MB: use fewer voxels, or more memory with java -Xmx"
                        .formatted(Runtime.getRuntime().maxMemory() >> 20),
                ExitCode.SOFTWARE);
    }

    private int complain(String message, int exit) {
        err.println(
                "temper: " + String.join(" ", message.lines().map(String::strip).toList()));
        return exit;
    }

    /** {@code NoSuchFileException} as "no such file". */
    private static String words(FileSystemException e) {
        return e.getClass()
                .getSimpleName()
                .replace("Exception", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
