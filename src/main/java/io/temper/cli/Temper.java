package io.temper.cli;

import io.temper.access.Role;
import io.temper.generation.Sigma;
import io.temper.material.DesignTarget;
import io.temper.material.Phase;
import io.temper.material.Property;
import io.temper.vaereg.device.ComputeDevice;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The command without a subcommand: the service. */
@Command(
        name = "temper",
        description = "Designs two-phase microstructures for target elastic properties, verified by finite elements.",
        footer = {
            "",
            "Results are JSON on standard output, progress is on standard error.",
            "Exit codes: 0 done, 1 failed, 2 bad usage. Stiffness in GPa, lengths in voxels."
        },
        subcommands = {
            Design.class,
            DesignsCommand.class,
            EventsCommand.class,
            Infer.class,
            Predict.class,
            Simulate.class,
            Generate.class,
            Dataset.class,
            Train.class,
            Evaluate.class,
            Baselines.class,
            ModelCommand.class,
            AdapterCommand.class,
            CacheCommand.class,
            KeyCommand.class,
            Device.class,
            Serve.class
        })
final class Temper implements Callable<Integer> {
    final Console console;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This help.")
    boolean help;

    private Temper(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return Serve.serve(new DeviceOption());
    }

    /** The command line with its two streams: results go to {@code out}, all else to {@code err}. */
    static CommandLine commandLine(PrintStream out, PrintStream err) {
        Console console = new Console(out, err);
        CommandLine commandLine = new CommandLine(new Temper(console))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(DesignTarget.class, converter(DesignTarget::parse))
                .registerConverter(Sigma.class, converter(Sigma::parse))
                .registerConverter(Phase.class, converter(Phase::parse))
                .registerConverter(Property.class, converter(Property::parse))
                .registerConverter(Filters.class, converter(Filters::parse))
                .registerConverter(Role.class, converter(Role::parse))
                .registerConverter(ComputeDevice.class, converter(ComputeDevice::parse))
                .registerConverter(Columns.class, converter(Columns::parse))
                .registerConverter(Tolerance.class, converter(Tolerance::parse))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(console::badUsage)
                .setExecutionExceptionHandler(console::failed);
        commandLine.setExecutionStrategy(parsed -> {
            try {
                return new CommandLine.RunLast().execute(parsed);
            } catch (OutOfMemoryError e) {
                return console.outOfMemory();
            }
        });
        return commandLine;
    }

    private static <T> ITypeConverter<T> converter(Function<String, T> parse) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }
}
