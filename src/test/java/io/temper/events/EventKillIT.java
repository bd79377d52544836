package io.temper.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temper.material.Microstructure;
import io.temper.material.NpyFormat;
import io.temper.store.Database;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events of a real MQTT broker, each sent twice, whose taker is killed with no chance to tidy up. */
class EventKillIT {
    private static final Path BROKER = Path.of("/usr/sbin/mosquitto");
    private static final int EVENTS = 50;
    private static final int KILLS = 5;

    @TempDir
    Path folder;

    private Process broker;
    private Process temper;

    @AfterEach
    void stop() {
        for (Process process : new Process[] {temper, broker}) {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }

    private String startBroker() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(BROKER), "mosquitto is not installed: apt-get install mosquitto");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path settings = Files.writeString(
                folder.resolve("mosquitto.conf"), "listener %d 127.0.0.1\nallow_anonymous true\n".formatted(port));
        broker = new ProcessBuilder(BROKER.toString(), "-c", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("broker.log").toFile())
                .start();
        return "tcp://127.0.0.1:" + port;
    }

    private String event(int number) throws Exception {
        // fibres along z, across which the solver's answer is within the bounds
        byte[] fibres = new byte[6 * 6];
        new SplittableRandom(number).nextBytes(fibres);
        byte[] voxels = new byte[6 * 6 * 6];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = (byte) (fibres[i / 6] & 1);
        }
        Path file = folder.resolve("s%d.npy".formatted(number));
        new NpyFormat().write(file, new Microstructure(6, 6, 6, voxels));
        return """
                {"specversion": "1.0", "id": "%d", "source": "lab", "type": "io.temper.microstructure.changed",
                 "subject": "S%d", "data": {"file": "%s"}}""".formatted(number, number, file);
    }

    private void startTemper(String address) throws Exception {
        Files.deleteIfExists(folder.resolve("ready"));
        temper = EventProcess.start(folder, address);
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(folder.resolve("ready")));
    }

    @Test
    void mqtt_takerKilledFiveTimes_runsEachEventOnce() throws Exception {
        String address = startBroker();
        await().until(() -> Files.readString(folder.resolve("broker.log")).contains("running"));
        startTemper(address);
        Random random = new Random(3);
        int sent = 0;
        MqttClient client = new MqttClient(address, "lab", new MemoryPersistence());
        client.connect();
        try {
            client.publish("temper/events", "no JSON".getBytes(StandardCharsets.UTF_8), 1, false);
            for (int kill = 0; kill < KILLS; kill++) {
                for (int i = 0; i < EVENTS / KILLS; i++, sent++) {
                    for (int twice = 0; twice < 2; twice++) {
                        client.publish("temper/events", event(sent).getBytes(StandardCharsets.UTF_8), 1, false);
                    }
                }
                Thread.sleep(random.nextInt(700));
                temper.destroyForcibly().waitFor();
                startTemper(address);
            }
        } finally {
            client.disconnect();
            client.close();
        }
        try (Database database = Database.open(folder.resolve("temper.db").toString(), null, null)) {
            EventQueries queries = new EventQueries(database);
            assertThat(queries.events(EventState.FAILED, null, null, 200)).isEmpty();
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(queries.events(EventState.DONE, null, null, 200))
                            .hasSize(EVENTS));
            assertThat(queries.events(null, null, null, 200)).hasSize(EVENTS);
            List<RunRow> runs = queries.runs(null, null, 200);
            assertThat(runs).hasSize(EVENTS).allMatch(r -> r.state().equals("done"));
            assertThat(runs).extracting(RunRow::subject).doesNotHaveDuplicates();
            for (RunRow run : runs) {
                assertThat(queries.trail(run.event()))
                        .extracting(Audit::what)
                        .startsWith("accepted")
                        .containsOnlyOnce("its run begins", "its run is done");
            }
            assertThat(queries.letters(null, 9)).extracting(DeadLetter::raw).contains("no JSON");
        }
        Set<String> solved = new HashSet<>();
        for (String line : Files.readAllLines(folder.resolve("count"))) {
            String[] words = line.split(" ", 2);
            assertThat(solved).as("solved again").doesNotContain(words[1]);
            if (words[0].equals("end")) {
                solved.add(words[1]);
            }
        }
        assertThat(solved).hasSize(EVENTS);
    }
}
