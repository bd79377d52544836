package io.temper.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.temper.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** The route routes/lab/s3.camel.yaml and a real S3 server, which keeps buckets as folders. */
class S3SinkIT {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String KEY = "lab:s3-secret";

    @TempDir
    static Path shared;

    private static S3Server server;

    @TempDir
    Path folder;

    private final Path buckets = shared.resolve("buckets");
    private volatile @Nullable String key = KEY;

    @BeforeAll
    static void startServer() throws IOException {
        server = S3Server.start(shared.resolve("buckets"), KEY);
    }

    @AfterAll
    static void stopServer() throws InterruptedException {
        server.close();
    }

    @BeforeEach
    void bucketAndFiles() throws IOException {
        Files.createDirectories(buckets.resolve("results"));
        Files.createDirectory(folder.resolve("d1"));
        Files.writeString(folder.resolve("d1/report.html"), "<p>a report</p>");
        Files.write(folder.resolve("d1/mode1.npy"), new byte[] {1, 2, 3});
        Files.writeString(folder.resolve("d1/secret.txt"), "not for others");
    }

    private DefaultCamelContext camel(String bucket) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        Properties settings = new Properties();
        settings.setProperty("temper.lab.s3.bucket", bucket);
        settings.setProperty("temper.lab.s3.prefix", "temper/");
        camel.getPropertiesComponent().setInitialProperties(settings);
        S3Client client = S3Connection.open(server.address(), "us-east-1", true, () -> key);
        camel.getRegistry().bind("labS3", client);
        camel.getRegistry().bind("s3Objects", new S3Objects());
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(PluginHelper.getResourceLoader(camel).resolveResource("file:routes/lab/s3.camel.yaml"));
        camel.start();
        return camel;
    }

    private static LabResult run(int number) {
        return new LabResult("run-" + number, "simulation", "S1", Instant.now(), json(number), null);
    }

    private static String json(int number) {
        return "{\"id\": \"run-%d\"}".formatted(number);
    }

    private static void take(DefaultCamelContext camel, LabResult result) throws Exception {
        Delivery delivery =
                new Delivery(1, result, "s3", Delivery.State.WAITING, 0, null, new HashMap<>(), result.time(), null);
        new RouteSink(camel.createProducerTemplate(), "s3").take(new Attempt(delivery, KEY, (n, all) -> {}));
    }

    private List<String> objects(String prefix) throws IOException {
        Path root = buckets.resolve("results").resolve(prefix);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(f -> root.relativize(f).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void s3_designTwice_isThereOnceWithItsFiles() throws Exception {
        LabResult design =
                new LabResult("design-d1", "design", "d1", Instant.now(), "{\"id\": \"d1\"}", folder.resolve("d1"));
        try (DefaultCamelContext camel = camel("results")) {
            take(camel, design);
            take(camel, design);
        }
        assertThat(objects("temper/designs/d1")).containsExactly("mode1.npy", "report.html", "result.json");
        assertThat(buckets.resolve("results/temper/designs/d1/result.json")).hasContent("{\"id\": \"d1\"}");
        assertThat(buckets.resolve("results/temper/designs/d1/mode1.npy")).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void s3_bucketIsMissing_mayPassAndSaysWhatToDo() throws Exception {
        try (DefaultCamelContext camel = camel("nowhere")) {
            assertThatThrownBy(() -> take(camel, run(1)))
                    .isNotInstanceOfAny(RefusedException.class, SinkClosedException.class)
                    .hasMessage("%s has no bucket 'nowhere': create it, or set temper.lab.s3.bucket"
                            .formatted(server.address()));
        }
    }

    @Test
    void s3_noKey_pausesAndNamesTheForm() throws Exception {
        key = "without-a-colon";
        try (DefaultCamelContext camel = camel("results")) {
            assertThatThrownBy(() -> take(camel, run(1)))
                    .isInstanceOf(SinkClosedException.class)
                    .hasMessageStartingWith("the key of S3 must be ID:SECRET")
                    .hasMessageNotContaining("without-a-colon");
        }
    }

    @Test
    void open_endpointIsNoAddress_saysSo() {
        assertThatThrownBy(() -> S3Connection.open("s3.example.org", "us-east-1", true, () -> KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "temper.lab.s3.endpoint 's3.example.org' must be an address such as https://s3.example.org");
    }

    @Test
    void s3_serverGoesKeyExpiresBothComeBack_hasEveryResultInOrder() throws Exception {
        try (Database database = Database.open(folder.resolve("temper.db").toString(), null, null);
                DefaultCamelContext camel = camel("results")) {
            Deliveries deliveries = new Deliveries(
                    new DeliveryStore(database),
                    Map.of("s3", new RouteSink(camel.createProducerTemplate(), "s3")),
                    name -> key,
                    new Backoff(Duration.ofMillis(50), Duration.ofMillis(500)));
            deliveries.start();
            put(database, 11);
            await().atMost(LONG).until(() -> deliveries.backlog("s3") == 0);

            server.stop();
            put(database, 12);
            put(database, 13);
            await().atMost(LONG).until(() -> deliveries.count("s3", "failed") > 0);
            assertThat(deliveries.backlog("s3")).isEqualTo(2);
            key = "lab:expired";
            server.start();
            await().atMost(LONG).until(() -> deliveries.paused().containsKey("s3"));
            assertThat(deliveries.paused().get("s3"))
                    .contains("answered 403 SignatureDoesNotMatch for the bucket 'results'")
                    .doesNotContain("expired");
            assertThat(deliveries.backlog("s3")).isEqualTo(2);

            key = KEY;
            await().atMost(LONG).until(() -> deliveries.backlog("s3") == 0);
            deliveries.stop(Duration.ofSeconds(5));
        }
        Path events = buckets.resolve("results/temper/events");
        for (int number = 11; number <= 13; number++) {
            assertThat(events.resolve(number + "/result.json")).hasContent(json(number));
        }
        assertThat(Files.getLastModifiedTime(events.resolve("13/result.json")))
                .isGreaterThanOrEqualTo(Files.getLastModifiedTime(events.resolve("12/result.json")));
    }

    private static void put(Database database, int number) {
        database.write(c -> {
            new Outbox(List.of("s3")).put(c, run(number));
            return true;
        });
    }
}
