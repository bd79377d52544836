package io.temper.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temper.events.Mosquitto;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.impl.DefaultCamelContext;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped MQTT route and a broker that is away when it is started. */
class RouteStartIT {
    @TempDir
    Path folder;

    private final List<String> taken = new CopyOnWriteArrayList<>();

    /** What the route calls {@code events}. */
    public final class Taker {
        public void accept(String event, String way) {
            taken.add(event);
        }
    }

    private DefaultCamelContext camel(MqttSession session) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.getRegistry().bind("eventsMqtt", session);
        camel.getRegistry().bind("events", new Taker());
        camel.start();
        new RouteStart(camel, Duration.ofMillis(100)).load(Path.of("routes/events/mqtt.camel.yaml"));
        return camel;
    }

    private static MqttSession session(Mosquitto broker) throws Exception {
        return new MqttSession(broker.address(), "temper", Optional.empty(), Optional.empty());
    }

    private static void publish(String broker, String message) throws Exception {
        MqttClient client = new MqttClient(broker, "lab", new MemoryPersistence());
        client.connect();
        client.publish("temper/events", message.getBytes(StandardCharsets.UTF_8), 1, false);
        client.disconnect();
        client.close();
    }

    @Test
    void load_brokerComesLater_messagesAreTakenAndTheSessionOutlivesTemper() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder)) {
            broker.stop();
            MqttSession session = session(broker);
            try (DefaultCamelContext camel = camel(session)) {
                assertThat(camel.getRouteController()
                                .getRouteStatus("events-mqtt")
                                .isStarted())
                        .isFalse();
                broker.start();
                await().until(() -> camel.getRoute("events-mqtt") != null
                        && camel.getRouteController()
                                .getRouteStatus("events-mqtt")
                                .isStarted());
                publish(broker.address(), "first");
                await().untilAsserted(() -> assertThat(taken).containsExactly("first"));
            }
            session.disconnect();
            publish(broker.address(), "while temper is away");
            try (DefaultCamelContext camel = camel(session(broker))) {
                await().untilAsserted(() -> assertThat(taken).containsExactly("first", "while temper is away"));
            }
        }
    }
}
