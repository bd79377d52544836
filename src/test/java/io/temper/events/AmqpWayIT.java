package io.temper.events;

import static io.temper.events.WayIn.measured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temper.app.Connections;
import io.temper.app.TextMessages;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages of a real Artemis broker that never gives a message up. */
class AmqpWayIT {
    private static final String QUEUE = "temper.events";
    private static final int FOR_EVER = -1;

    @TempDir
    Path folder;

    private ActiveMQServer broker;
    private int port;
    private WayIn way;

    @BeforeEach
    void startBroker() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        broker();
    }

    private void broker() throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setPersistenceEnabled(true)
                .setJournalDatasync(false)
                .addQueueConfiguration(QueueConfiguration.of(QUEUE).setRoutingType(RoutingType.ANYCAST));
        configuration.setBrokerInstance(folder.resolve("broker").toFile());
        configuration.addAddressSetting("#", new AddressSettings().setMaxDeliveryAttempts(FOR_EVER));
        configuration.addAcceptorConfiguration("amqp", "tcp://127.0.0.1:%d?protocols=AMQP".formatted(port));
        broker = ActiveMQServers.newActiveMQServer(configuration);
        broker.start();
    }

    @AfterEach
    void stop() throws Exception {
        if (way != null) {
            way.close();
        }
        broker.stop();
    }

    private void start() throws Exception {
        way = new WayIn(
                folder,
                "amqp",
                Map.of(
                        "eventsAmqp",
                        Connections.amqp(url(), Optional.empty(), Optional.empty()),
                        "textMessages",
                        new TextMessages()),
                Map.of("temper.events.amqp.recovery", "200"));
    }

    private String url() {
        return "amqp://127.0.0.1:" + port;
    }

    @FunctionalInterface
    private interface Sending {
        void send(Session session, MessageProducer queue) throws JMSException;
    }

    private void send(Sending sending) throws JMSException {
        try (Connection connection = new JmsConnectionFactory(url()).createConnection();
                Session session = connection.createSession()) {
            sending.send(session, session.createProducer(session.createQueue(QUEUE)));
        }
    }

    private void send(String text) throws JMSException {
        send((session, queue) -> queue.send(session.createTextMessage(text)));
    }

    private long queued() {
        return broker.locateQueue(QUEUE).getMessageCount();
    }

    private void untilQueued(long messages) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(queued()).isEqualTo(messages));
    }

    @Test
    void amqp_events_areTakenInTheirOrder() throws Exception {
        start();
        send((session, queue) -> {
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
        send((session, queue) -> {
            queue.send(session.createTextMessage("no JSON"));
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
    }

    @Test
    void amqp_temperIsAway_messagesWait() throws Exception {
        send(measured("1", "S1"));
        start();
        untilQueued(0);
        way.close();
        way = null;
        send(measured("2", "S2"));
        assertThat(queued()).isEqualTo(1);
        start();
        untilQueued(0);

        assertThat(way.events()).extracting(EventRow::id).containsExactly("2", "1");
    }

    @Test
    void amqp_backlogIsFull_messagesWaitAtTheBroker() throws Exception {
        start();
        send((session, queue) -> {
            for (int i = 0; i < WayIn.BACKLOG + 5; i++) {
                queue.send(session.createTextMessage(measured("m" + i, "S" + i)));
            }
        });
        untilQueued(5);
        Thread.sleep(1000);

        assertThat(queued()).isEqualTo(5);
        assertThat(way.events()).hasSize(WayIn.BACKLOG);
    }

    @Test
    void amqp_brokerIsRestarted_goesOn() throws Exception {
        start();
        send(measured("1", "S1"));
        untilQueued(0);
        broker.stop();
        broker();
        send(measured("2", "S2"));
        untilQueued(0);

        assertThat(way.events()).extracting(EventRow::id).containsExactly("2", "1");
    }
}
