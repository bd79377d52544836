package io.temper.events;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;

/** A mosquitto of its own on loopback, which keeps what it has over a restart. Tests are skipped where it is not installed. */
public final class Mosquitto implements AutoCloseable {
    private static final Path BROKER = Path.of("/usr/sbin/mosquitto");

    private final Path folder;
    private final int port;
    private Process process;

    private Mosquitto(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Runs when this returns. */
    public static Mosquitto start(Path folder) throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(BROKER), "mosquitto is not installed: apt-get install mosquitto");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        // by default it keeps its queues in memory, and of each client's no more than 1,000 messages
        Files.writeString(folder.resolve("mosquitto.conf"), """
                listener %d 127.0.0.1
                allow_anonymous true
                persistence true
                persistence_location %s/
                max_queued_messages 0
                user root
                """.formatted(port, folder));
        Mosquitto broker = new Mosquitto(folder, port);
        broker.start();
        return broker;
    }

    public String address() {
        return "tcp://127.0.0.1:" + port;
    }

    public void start() throws IOException {
        Path log = folder.resolve("broker.log");
        Files.deleteIfExists(log);
        process = new ProcessBuilder(
                        BROKER.toString(),
                        "-c",
                        folder.resolve("mosquitto.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.readString(log).contains("running"));
    }

    /** It is asked to end: only then it keeps its queues. */
    public void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
