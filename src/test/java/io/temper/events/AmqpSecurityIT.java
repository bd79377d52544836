package io.temper.events;

import static io.temper.events.WayIn.measured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temper.app.Connections;
import io.temper.app.TextMessages;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Artemis broker that speaks TLS only, with a certificate of the laboratory's own, and knows its users. */
class AmqpSecurityIT {
    private static final String QUEUE = "temper.events";
    private static final String STORE_PASSWORD = "changeit";

    @TempDir
    Path folder;

    private final SecurityConfiguration users = new SecurityConfiguration();
    private ActiveMQServer broker;
    private int port;

    @BeforeEach
    void startBroker() throws Exception {
        certificate();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        for (String user : List.of("lab", "temper")) {
            users.addUser(user, user + "-secret");
            users.addRole(user, "all");
        }
        Configuration configuration = new ConfigurationImpl()
                .setSecurityEnabled(true)
                .setSecurityInvalidationInterval(0)
                .setJMXManagementEnabled(false)
                .setPersistenceEnabled(false)
                .addQueueConfiguration(QueueConfiguration.of(QUEUE).setRoutingType(RoutingType.ANYCAST))
                .putSecurityRoles(
                        "#", Set.of(new Role("all", true, true, true, true, true, true, true, true, true, true)));
        configuration.addAcceptorConfiguration(
                "amqps",
                "tcp://127.0.0.1:%d?protocols=AMQP;sslEnabled=true;keyStorePath=%s;keyStorePassword=%s"
                        .formatted(port, folder.resolve("broker.p12"), STORE_PASSWORD));
        broker = ActiveMQServers.newActiveMQServer(
                configuration, null, new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users), false);
        broker.start();
    }

    /** Of 127.0.0.1, in broker.p12; what trusts it in trust.p12. */
    private void certificate() throws Exception {
        keytool("-genkeypair -alias broker -keyalg EC -dname CN=127.0.0.1 -ext san=ip:127.0.0.1 -validity 2"
                + " -storetype PKCS12 -keystore broker.p12");
        keytool("-exportcert -alias broker -keystore broker.p12 -file broker.cer");
        keytool("-importcert -noprompt -alias broker -file broker.cer -storetype PKCS12 -keystore trust.p12");
    }

    private void keytool(String arguments) throws Exception {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder((tool + " " + arguments + " -storepass " + STORE_PASSWORD).split(" "))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }

    @AfterEach
    void stop() throws Exception {
        broker.stop();
    }

    private String url() {
        return "amqps://127.0.0.1:%d?transport.trustStoreLocation=%s&transport.trustStorePassword=%s"
                .formatted(port, folder.resolve("trust.p12"), STORE_PASSWORD);
    }

    private WayIn start(String url) throws Exception {
        return new WayIn(
                folder,
                "amqp",
                Map.of(
                        "eventsAmqp",
                        Connections.amqp(url, Optional.of("temper"), Optional.of("temper-secret")),
                        "textMessages",
                        new TextMessages()),
                Map.of("temper.events.amqp.recovery", "200"));
    }

    private void send(String text) throws JMSException {
        try (Connection connection = new JmsConnectionFactory("lab", "lab-secret", url()).createConnection();
                Session session = connection.createSession()) {
            session.createProducer(session.createQueue(QUEUE)).send(session.createTextMessage(text));
        }
    }

    private void untilTaken(WayIn way, int events) {
        await().atMost(Duration.ofMinutes(1)).until(() -> way.events().size() == events);
    }

    @Test
    void amqps_accountExpires_messagesWaitUntilItIsBack() throws Exception {
        try (WayIn way = start(url())) {
            send(measured("1", "S1"));
            untilTaken(way, 1);

            users.removeUser("temper");
            assertThat(broker.getActiveMQServerControl().closeConnectionsForUser("temper"))
                    .isTrue();
            send(measured("2", "S2"));
            send(measured("3", "S3"));
            Thread.sleep(1000);
            assertThat(way.events()).hasSize(1);
            assertThat(broker.locateQueue(QUEUE).getMessageCount()).isEqualTo(2);

            users.addUser("temper", "temper-secret");
            users.addRole("temper", "all");
            untilTaken(way, 3);
            assertThat(way.events()).extracting(EventRow::id).containsExactly("3", "2", "1");
        }
    }

    @Test
    void amqps_certificateOfAStranger_isNotSpokenTo() throws Exception {
        send(measured("1", "S1"));
        try (WayIn way = start("amqps://127.0.0.1:" + port)) {
            Thread.sleep(1000);
            assertThat(way.events()).isEmpty();
            assertThat(broker.locateQueue(QUEUE).getMessageCount()).isEqualTo(1);
        }
    }
}
