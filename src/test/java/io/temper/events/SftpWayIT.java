package io.temper.events;

import static io.temper.events.WayIn.measured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temper.material.Microstructure;
import io.temper.material.NpyFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a real SFTP server. */
class SftpWayIT {
    private static final String PASSWORD = "p&a+s%s w#rd";

    @TempDir
    Path folder;

    private final SshServer server = SshServer.setUpDefaultServer();
    private Path dropped;
    private Path known;
    private WayIn way;

    @BeforeEach
    void startServer() throws Exception {
        dropped = Files.createDirectories(folder.resolve("home/events"));
        SimpleGeneratorHostKeyProvider key = new SimpleGeneratorHostKeyProvider(folder.resolve("host.key"));
        key.setAlgorithm("EC");
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(key);
        server.setPasswordAuthenticator((user, password, session) -> password.equals(PASSWORD));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(folder.resolve("home")));
        server.start();
        known = folder.resolve("known_hosts");
        Files.writeString(
                known,
                "[127.0.0.1]:%d %s%n"
                        .formatted(
                                server.getPort(),
                                PublicKeyEntry.toString(
                                        key.loadKeys(null).iterator().next().getPublic())));
    }

    @AfterEach
    void stop() throws Exception {
        if (way != null) {
            way.close();
        }
        server.stop(true);
    }

    private void start() throws Exception {
        way = new WayIn(
                folder,
                "sftp",
                Map.of(),
                Map.of(
                        "temper.events.sftp.port", String.valueOf(server.getPort()),
                        "temper.events.sftp.password", PASSWORD,
                        "temper.events.sftp.known-hosts", known.toString(),
                        "temper.events.sftp.delay", "200",
                        "temper.events.sftp.work", folder.resolve("copies").toString()));
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(f -> f.getFileName().toString().replaceFirst("^\\d{17}-", ""))
                    .sorted()
                    .toList();
        }
    }

    private void untilGone() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(names(dropped)).isEmpty());
    }

    @Test
    void sftp_eventsAndVoxels_areTakenAndMoved() throws Exception {
        new NpyFormat()
                .write(dropped.resolve("S7.npy"), new Microstructure(2, 2, 2, new byte[] {0, 1, 0, 1, 0, 1, 0, 1}));
        Files.writeString(dropped.resolve("a.json"), measured("1", "S1"));
        Files.writeString(dropped.resolve("b.json"), "no JSON");
        Files.writeString(dropped.resolve("c.npy"), "no voxels");
        start();
        untilGone();

        assertThat(way.events()).extracting(EventRow::subject).containsExactlyInAnyOrder("S7", "S1");
        assertThat(names(dropped.resolve(".done"))).containsExactly("S7.npy", "a.json");
        assertThat(names(dropped.resolve(".failed"))).containsExactly("b.json", "c.npy");
        assertThat(way.letters()).extracting(DeadLetter::origin).containsExactly("sftp", "sftp");
        assertThat(names(folder.resolve("copies"))).as("copies left behind").isEmpty();
    }

    @Test
    void sftp_fileComesAgain_isTheSameEvent() throws Exception {
        Path file = dropped.resolve("S7.npy");
        new NpyFormat().write(file, new Microstructure(2, 2, 2, new byte[] {0, 1, 0, 1, 0, 1, 0, 1}));
        Path again = Files.copy(file, folder.resolve("again.npy"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        start();
        untilGone();
        Files.move(again, file);
        untilGone();

        assertThat(way.events()).hasSize(1);
    }

    @Test
    void sftp_otherHostKey_isNotSpokenTo() throws Exception {
        Files.writeString(known, Files.readString(known).replace("[127.0.0.1]:" + server.getPort(), "[127.0.0.1]:1"));
        Files.writeString(dropped.resolve("a.json"), measured("1", "S1"));
        start();
        Thread.sleep(2000);

        assertThat(names(dropped)).containsExactly("a.json");
        assertThat(way.events()).isEmpty();
    }
}
