package io.temper.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A PostgreSQL server of Debian's for the length of a test, on loopback, in a folder of its own. */
public final class PostgresServer implements AutoCloseable {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

    private final Path programs;
    private final Path folder;
    private final int port;
    private final List<String> asUser;

    private PostgresServer(Path programs, Path folder, int port, List<String> asUser) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
        this.asUser = asUser;
    }

    /** Skips the test where PostgreSQL is not installed. */
    public static PostgresServer start() throws IOException, InterruptedException {
        Optional<Path> programs = programs();
        Assumptions.assumeTrue(programs.isPresent(), "PostgreSQL is not installed: apt-get install postgresql");
        boolean root = System.getProperty("user.name").equals("root");
        // initdb refuses root
        List<String> asUser =
                root ? List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups") : List.of();
        Path folder = Files.createTempDirectory("temper-postgres");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        PostgresServer server = new PostgresServer(programs.get(), folder, port, asUser);
        if (root) {
            run(List.of("chown", "nobody:nogroup", folder.toString()), folder);
        }
        server.program("initdb", "-D", server.data(), "-U", "temper", "-A", "trust", "-E", "UTF8", "--no-sync");
        server.resume();
        return server;
    }

    private static Optional<Path> programs() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(v -> v.resolve("bin"))
                    .filter(p -> Files.isExecutable(p.resolve("initdb")))
                    .findFirst();
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    /** Starts it, the first time or after {@link #stop}. */
    public void resume() throws IOException, InterruptedException {
        String options = "-c listen_addresses=127.0.0.1 -p %d -k %s".formatted(port, folder);
        program(
                "pg_ctl",
                "-D",
                data(),
                "-w",
                "-o",
                options,
                "-l",
                folder.resolve("log").toString(),
                "start");
    }

    /** Ends it; connections break. */
    public void stop() throws IOException, InterruptedException {
        program("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
    }

    public String address() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres?user=temper".formatted(port);
    }

    /** Address of an empty database of its own. */
    public String newDatabase(String name) throws IOException, InterruptedException {
        program("createdb", "-h", "127.0.0.1", "-p", String.valueOf(port), "-U", "temper", name);
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=temper".formatted(port, name);
    }

    private void program(String name, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(asUser);
        command.add(programs.resolve(name).toString());
        command.addAll(List.of(arguments));
        run(command, folder);
    }

    private static void run(List<String> command, Path folder) throws IOException, InterruptedException {
        Path log = Files.createTempFile("postgres", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("%s: %s".formatted(command, Files.readString(log)));
            }
        } finally {
            Files.delete(log);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
