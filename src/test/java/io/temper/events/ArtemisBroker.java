package io.temper.events;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.qpid.jms.JmsConnectionFactory;

/** An Artemis broker on loopback that never gives a message up, with the queue of the route {@code amqp}. */
final class ArtemisBroker implements AutoCloseable {
    private static final String QUEUE = "temper.events";
    private static final int FOR_EVER = -1;

    private final Path folder;
    private final int port;
    private ActiveMQServer server;

    private ArtemisBroker(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    @FunctionalInterface
    interface Sending {
        void send(Session session, MessageProducer queue) throws JMSException;
    }

    /** @param folder keeps its messages */
    static ArtemisBroker start(Path folder) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ArtemisBroker broker = new ArtemisBroker(folder, port);
        broker.start();
        return broker;
    }

    private void start() throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setPersistenceEnabled(true)
                .setJournalDatasync(false)
                .addQueueConfiguration(QueueConfiguration.of(QUEUE).setRoutingType(RoutingType.ANYCAST));
        configuration.setBrokerInstance(folder.toFile());
        configuration.addAddressSetting("#", new AddressSettings().setMaxDeliveryAttempts(FOR_EVER));
        configuration.addAcceptorConfiguration("amqp", "tcp://127.0.0.1:%d?protocols=AMQP".formatted(port));
        server = ActiveMQServers.newActiveMQServer(configuration);
        server.start();
    }

    void restart() throws Exception {
        server.stop();
        start();
    }

    String address() {
        return "amqp://127.0.0.1:" + port;
    }

    void send(Sending sending) throws JMSException {
        try (Connection connection = new JmsConnectionFactory(address()).createConnection();
                Session session = connection.createSession()) {
            sending.send(session, session.createProducer(session.createQueue(QUEUE)));
        }
    }

    void send(List<String> texts) throws JMSException {
        send((session, queue) -> {
            for (String text : texts) {
                queue.send(session.createTextMessage(text));
            }
        });
    }

    /** Messages that are in the queue, those on their way included. */
    long queued() {
        return server.locateQueue(QUEUE).getMessageCount();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
