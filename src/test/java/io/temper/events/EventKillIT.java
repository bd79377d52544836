package io.temper.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temper.material.Microstructure;
import io.temper.material.NpyFormat;
import io.temper.store.Database;
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
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Events of a real MQTT broker, each sent twice, whose taker is killed with no chance to tidy up, and whose broker is restarted
 * meanwhile. {@code -Dtemper.test.events=1000 -Dtemper.test.kills=20 -Dtemper.test.restarts=2} makes it longer.
 */
class EventKillIT {
    private static final int EVENTS = Integer.getInteger("temper.test.events", 50);
    private static final int KILLS = Integer.getInteger("temper.test.kills", 5);
    private static final int RESTARTS = Integer.getInteger("temper.test.restarts", 1);
    private static final Duration LONG = Duration.ofMinutes(8);

    @TempDir
    Path folder;

    private Process temper;

    @AfterEach
    void stop() {
        if (temper != null) {
            temper.destroyForcibly();
        }
    }

    /** Until the broker has it, which may not be there for a moment. */
    private static void send(MqttClient client, String message) throws InterruptedException {
        while (true) {
            try {
                if (!client.isConnected()) {
                    client.connect();
                }
                client.publish("temper/events", message.getBytes(StandardCharsets.UTF_8), 1, false);
                return;
            } catch (MqttException e) {
                Thread.sleep(100);
            }
        }
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

    private void startTemper(Mosquitto broker) throws Exception {
        Files.deleteIfExists(folder.resolve("ready"));
        temper = EventProcess.start(folder, broker.address());
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(folder.resolve("ready")));
    }

    @Test
    void mqtt_takerKilledAndBrokerRestarted_runsEachEventOnce() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder)) {
            sendKilling(broker);
            checkRuns();
        }
    }

    private void sendKilling(Mosquitto broker) throws Exception {
        startTemper(broker);
        Random random = new Random(3);
        int sent = 0;
        MqttClient client = new MqttClient(broker.address(), "lab", new MemoryPersistence());
        try {
            send(client, "no JSON");
            for (int kill = 0; kill < KILLS; kill++) {
                for (; sent < EVENTS * (kill + 1) / KILLS; sent++) {
                    String event = event(sent);
                    send(client, event);
                    send(client, event);
                }
                Thread.sleep(random.nextInt(700));
                if (kill % 2 == 1 && kill / 2 < RESTARTS) {
                    broker.stop();
                    Thread.sleep(random.nextInt(300));
                    broker.start();
                }
                temper.destroyForcibly().waitFor();
                startTemper(broker);
            }
        } finally {
            client.disconnectForcibly(0, 1000, false);
            client.close();
        }
    }

    private void checkRuns() throws Exception {
        try (Database database = Database.open(folder.resolve("temper.db").toString(), null, null)) {
            EventQueries queries = new EventQueries(database);
            assertThat(queries.events(EventState.FAILED, null, null, 2 * EVENTS))
                    .isEmpty();
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(queries.events(EventState.DONE, null, null, 2 * EVENTS))
                            .hasSize(EVENTS));
            assertThat(queries.events(null, null, null, 2 * EVENTS)).hasSize(EVENTS);
            List<RunRow> runs = queries.runs(null, null, 2 * EVENTS);
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
