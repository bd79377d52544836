package io.temper.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temper.events.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route routes/lab/kafka.camel.yaml and a real Kafka broker. */
class KafkaSinkIT {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    Path folder;

    private static void take(DefaultCamelContext camel, String id) throws Exception {
        LabResult result = new LabResult(id, "simulation", "S1", NOON, "{\"id\": \"%s\"}".formatted(id), null);
        Delivery delivery =
                new Delivery(1, result, "kafka", Delivery.State.WAITING, 0, null, new HashMap<>(), NOON, null);
        new RouteSink(camel.createProducerTemplate(), "kafka").take(new Attempt(delivery, null, (n, all) -> {}));
    }

    private static DefaultCamelContext camel(String brokers) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        Properties settings = new Properties();
        settings.setProperty("temper.lab.kafka.brokers", brokers);
        camel.getPropertiesComponent().setInitialProperties(settings);
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(PluginHelper.getResourceLoader(camel).resolveResource("file:routes/lab/kafka.camel.yaml"));
        camel.start();
        return camel;
    }

    @Test
    void kafka_results_areThereInOrderWithTheirKeys() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(folder);
                DefaultCamelContext camel = camel(broker.address())) {
            take(camel, "run-1");
            take(camel, "run-2");
            List<ConsumerRecord<String, String>> found = new ArrayList<>();
            try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", broker.address(), "group.id", "test", "auto.offset.reset", "earliest"),
                    new StringDeserializer(),
                    new StringDeserializer())) {
                consumer.subscribe(List.of("temper.results"));
                for (int i = 0; i < 20 && found.size() < 2; i++) {
                    consumer.poll(Duration.ofSeconds(1)).forEach(found::add);
                }
            }
            assertThat(found)
                    .extracting(ConsumerRecord::value)
                    .containsExactly("{\"id\": \"run-1\"}", "{\"id\": \"run-2\"}");
            assertThat(found).extracting(ConsumerRecord::key).containsOnly("S1");
            assertThat(new String(found.get(0).headers().lastHeader("temper-id").value(), StandardCharsets.UTF_8))
                    .isEqualTo("run-1");
        }
    }

    @Test
    void kafka_brokerIsAway_mayPass() throws Exception {
        try (DefaultCamelContext camel = camel("127.0.0.1:1")) {
            assertThatThrownBy(() -> take(camel, "run-1"))
                    .isNotInstanceOfAny(RefusedException.class, SinkClosedException.class);
        }
    }
}
