package io.temper.events;

import io.temper.app.Intake;
import io.temper.app.MqttSession;
import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.adapter.AdapterRegistry;
import io.temper.material.Microstructure;
import io.temper.material.Phases;
import io.temper.material.Property;
import io.temper.store.CountedSolver;
import io.temper.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;

/**
 * Events by the shipped MQTT route in a process that a test may kill: {@code EventProcess FOLDER BROKER}. Each is simulated by a
 * solver that is a process. It writes to the file {@code ready} when it takes events.
 */
public final class EventProcess {
    private EventProcess() {}

    /** No surrogate, so that everything is simulated. */
    private record Simulating(CountedSolver counted) implements Stages {
        @Override
        public Optional<Surrogate> predict(Microstructure m, Phases phases) {
            return Optional.empty();
        }

        @Override
        public FemResult simulate(Microstructure m, Phases phases, Path folder) throws FemException {
            return counted.solve(new FemProblem(m, phases, new TreeSet<>(List.of(1)), 1e-4), folder);
        }

        @Override
        public String solver() {
            return counted.name();
        }

        @Override
        public String design(String key, Map<Property, Double> target, Phases phases, boolean retrain) {
            throw new UnsupportedOperationException();
        }
    }

    static Process start(Path folder, String broker) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-Xmx96m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EventProcess.class.getName(),
                        folder.toString(),
                        broker)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        AdapterRegistry adapters = CountedSolver.adapters(folder);
        Database database = Database.open(folder.resolve("temper.db").toString(), null, null);
        EventOffice office = new EventOffice(
                database,
                folder.resolve("events"),
                new EventOffice.Limits(10, Duration.ZERO, 2, List.of(folder), 1 << 20, 1 << 20),
                Rules.DEFAULT,
                new Simulating(new CountedSolver(adapters)),
                id -> Optional.empty(),
                ResultOutbox.NONE,
                WayIn.NOBODY);
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.getRegistry().bind("eventsMqtt", new MqttSession(args[1], "temper", Optional.empty(), Optional.empty()));
        camel.getRegistry().bind("events", new Intake(office::events));
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(
                        PluginHelper.getResourceLoader(camel).resolveResource("file:routes/events/mqtt.camel.yaml"));
        camel.start();
        Files.writeString(folder.resolve("ready"), "");
        Thread.currentThread().join();
    }
}
