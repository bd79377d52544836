package io.temper.events;

import static io.temper.events.WayIn.measured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of a real Kafka broker. */
class KafkaWayIT {
    @TempDir
    static Path brokerFolder;

    private static KafkaBroker broker;
    private static String address;
    private static int topics;

    @TempDir
    Path folder;

    private String topic;
    private WayIn way;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = KafkaBroker.start(brokerFolder);
        address = broker.address();
    }

    @AfterAll
    static void stopBroker() {
        if (broker != null) {
            broker.close();
        }
    }

    @BeforeEach
    void topic() throws Exception {
        topic = "events" + topics++;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private void start() throws Exception {
        way = new WayIn(
                folder,
                "kafka",
                Map.of(),
                Map.of(
                        "temper.events.kafka.brokers", address,
                        "temper.events.kafka.topic", topic,
                        "temper.events.kafka.group", topic));
    }

    @AfterEach
    void stop() throws Exception {
        if (way != null) {
            way.close();
        }
    }

    private void send(String... records) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", address), new StringSerializer(), new StringSerializer())) {
            for (String record : records) {
                producer.send(new ProducerRecord<>(topic, "S", record));
            }
        }
    }

    private long committed() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            return admin.listConsumerGroupOffsets(topic).partitionsToOffsetAndMetadata().get().values().stream()
                    .mapToLong(o -> o.offset())
                    .sum();
        }
    }

    private void untilCommitted(long records) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(committed()).isEqualTo(records));
    }

    @Test
    void kafka_eventsAndOthers_areCommittedWhenTheyAreKept() throws Exception {
        start();
        send(measured("1", "S1"), "no JSON", measured("2", "S2"), null, measured("2", "S2"));
        untilCommitted(5);

        assertThat(way.events()).extracting(EventRow::id).containsExactly("2", "1");
        assertThat(way.letters()).hasSize(2);
    }

    @Test
    void kafka_backlogIsFull_recordsWaitAtTheBroker() throws Exception {
        String[] all = new String[WayIn.BACKLOG + 3];
        for (int i = 0; i < all.length; i++) {
            all[i] = measured("m" + i, "S" + i);
        }
        send(all);
        start();
        untilCommitted(WayIn.BACKLOG);
        Thread.sleep(1000);

        assertThat(committed()).isEqualTo(WayIn.BACKLOG);
        assertThat(way.letters()).isEmpty();
    }
}
