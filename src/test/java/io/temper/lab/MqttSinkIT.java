package io.temper.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temper.events.Mosquitto;
import io.temper.store.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route routes/lab/mqtt.camel.yaml and a real MQTT broker. */
class MqttSinkIT {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final List<String> heard = new CopyOnWriteArrayList<>();

    private static DefaultCamelContext camel(String broker) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        Properties settings = new Properties();
        settings.setProperty("temper.lab.mqtt.broker", broker);
        camel.getPropertiesComponent().setInitialProperties(settings);
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(PluginHelper.getResourceLoader(camel).resolveResource("file:routes/lab/mqtt.camel.yaml"));
        camel.start();
        return camel;
    }

    /** Who subscribes stays known to the broker while it is away. */
    private MqttClient listener(String broker) throws Exception {
        MqttClient client = new MqttClient(broker, "listener", new MemoryPersistence());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(600L);
        options.setAutomaticReconnect(true);
        options.setAutomaticReconnectDelay(1, 2);
        client.connect(options);
        client.subscribe(
                new MqttSubscription[] {new MqttSubscription("temper/results", 1)}, new IMqttMessageListener[] {
                    (topic, message) -> heard.add(new String(message.getPayload(), StandardCharsets.UTF_8))
                });
        return client;
    }

    private static void put(Database database, int number) {
        LabResult result = new LabResult("run-" + number, "simulation", "S1", Instant.now(), json(number), null);
        database.write(c -> {
            new Outbox(List.of("mqtt")).put(c, result);
            return true;
        });
    }

    private static String json(int number) {
        return "{\"id\": \"run-%d\"}".formatted(number);
    }

    @Test
    void mqtt_brokerGoesAndComesBack_hearsEveryResultInOrder() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder);
                Database database = Database.open(folder.resolve("temper.db").toString(), null, null);
                DefaultCamelContext camel = camel(broker.address())) {
            MqttClient listener = listener(broker.address());
            Deliveries deliveries = new Deliveries(
                    new DeliveryStore(database),
                    Map.of("mqtt", new RouteSink(camel.createProducerTemplate(), "mqtt")),
                    name -> null,
                    new Backoff(Duration.ofMillis(50), Duration.ofMillis(500)));
            deliveries.start();
            put(database, 1);
            put(database, 2);
            await().atMost(LONG).until(() -> heard.size() == 2);

            broker.stop();
            put(database, 3);
            put(database, 4);
            await().atMost(LONG).until(() -> deliveries.count("mqtt", "failed") > 0);
            assertThat(deliveries.backlog("mqtt")).isEqualTo(2);
            broker.start();

            await().atMost(LONG).until(() -> deliveries.backlog("mqtt") == 0);
            await().atMost(LONG).until(() -> heard.contains(json(4)));
            assertThat(heard.stream().distinct()).containsExactly(json(1), json(2), json(3), json(4));
            deliveries.stop(Duration.ofSeconds(5));
            listener.disconnectForcibly(0, 1000, false);
            listener.close(true);
        }
    }
}
