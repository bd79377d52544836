package io.temper.events;

import static io.temper.events.WayIn.measured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temper.app.Connections;
import io.temper.app.TextMessages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages of a real Artemis broker that never gives a message up. */
class AmqpWayIT {
    @TempDir
    Path folder;

    private ArtemisBroker broker;
    private WayIn way;

    @BeforeEach
    void startBroker() throws Exception {
        broker = ArtemisBroker.start(folder.resolve("broker"));
    }

    @AfterEach
    void stop() throws Exception {
        if (way != null) {
            way.close();
        }
        broker.close();
    }

    private void start() throws Exception {
        way = new WayIn(
                folder,
                "amqp",
                Map.of(
                        "eventsAmqp",
                        Connections.amqp(broker.address(), Optional.empty(), Optional.empty()),
                        "textMessages",
                        new TextMessages()),
                Map.of("temper.events.amqp.recovery", "200"));
    }

    private void untilQueued(long messages) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(broker.queued()).isEqualTo(messages));
    }

    @Test
    void amqp_events_areTakenInTheirOrder() throws Exception {
        start();
        broker.send((session, queue) -> {
            for (String id : new String[] {"1", "2", "2", "3"}) {
                queue.send(session.createTextMessage(measured(id, "S" + id)));
            }
        });
        untilQueued(0);

        assertThat(way.events()).extracting(EventRow::id).containsExactly("3", "2", "1");
        assertThat(way.letters()).isEmpty();
    }

    @Test
    void amqp_messagesThatAreNoEvent_areDeadLettersAndHoldNothingUp() throws Exception {
        start();
        broker.send((session, queue) -> {
            queue.send(session.createTextMessage("no JSON"));
            queue.send(session.createTextMessage("x".repeat(2 << 20)));
            queue.send(session.createMessage());
            queue.send(session.createMapMessage());
            queue.send(session.createObjectMessage(new ArrayList<>()));
            queue.send(session.createTextMessage(measured("nul\\u0000", "S1")));
            queue.send(session.createTextMessage(measured("1", "S1")));
        });
        untilQueued(0);

        assertThat(way.events()).extracting(EventRow::id).contains("1");
        assertThat(way.letters()).extracting(DeadLetter::origin).containsOnly("amqp");
        assertThat(way.letters()).extracting(DeadLetter::raw).contains("no JSON", "{}");
        assertThat(way.letters()).extracting(DeadLetter::raw).anyMatch(raw -> raw.startsWith("a Java object"));
        assertThat(way.letters()).extracting(DeadLetter::reason).anyMatch(why -> why.startsWith("2097152 characters"));
    }

    @Test
    void amqp_temperIsAway_messagesWait() throws Exception {
        broker.send(List.of(measured("1", "S1")));
        start();
        untilQueued(0);
        way.close();
        way = null;
        broker.send(List.of(measured("2", "S2")));
        assertThat(broker.queued()).isEqualTo(1);
        start();
        untilQueued(0);

        assertThat(way.events()).extracting(EventRow::id).containsExactly("2", "1");
    }

    @Test
    void amqp_backlogIsFull_messagesWaitAtTheBroker() throws Exception {
        start();
        broker.send((session, queue) -> {
            for (int i = 0; i < WayIn.BACKLOG + 5; i++) {
                queue.send(session.createTextMessage(measured("m" + i, "S" + i)));
            }
        });
        untilQueued(5);
        Thread.sleep(1000);

        assertThat(broker.queued()).isEqualTo(5);
        assertThat(way.events()).hasSize(WayIn.BACKLOG);
    }

    @Test
    void amqp_brokerIsRestarted_goesOn() throws Exception {
        start();
        broker.send(List.of(measured("1", "S1")));
        untilQueued(0);
        broker.restart();
        broker.send(List.of(measured("2", "S2")));
        untilQueued(0);

        assertThat(way.events()).extracting(EventRow::id).containsExactly("2", "1");
    }
}
