package io.temper.events;

import io.temper.app.Connections;
import io.temper.app.TextMessages;
import io.temper.store.PolledDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One of the shipped ways in, in a process that a test may kill: {@code WayProcess FOLDER ROUTE ADDRESS}. It keeps events in the
 * folder, runs none, and writes to the file {@code ready} when it takes them.
 */
public final class WayProcess {
    private static final int BACKLOG = 1_000;

    private WayProcess() {}

    static Process start(Path folder, String route, String address) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WayProcess.class.getName(),
                        folder.toString(),
                        route,
                        address)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        String address = args[2];
        Map<String, Object> beans = switch (args[1]) {
            case "amqp" ->
                Map.of(
                        "eventsAmqp",
                        Connections.amqp(address, Optional.empty(), Optional.empty()),
                        "textMessages",
                        new TextMessages());
            case "jdbc" -> Map.of("eventsJdbc", new PolledDatabase(address, Optional.empty(), () -> null));
            default -> Map.of();
        };
        new WayIn(
                folder,
                args[1],
                beans,
                Map.of(
                        "temper.events.folder", address,
                        "temper.events.amqp.recovery", "200",
                        "temper.events.jdbc.delay", "200"),
                BACKLOG);
        Files.writeString(folder.resolve("ready"), "");
        Thread.currentThread().join();
    }
}
