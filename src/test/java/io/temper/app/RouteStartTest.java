package io.temper.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.ServiceStatus;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteStartTest {
    private static final Duration PAUSE = Duration.ofMillis(20);

    @TempDir
    Path folder;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger away = new AtomicInteger(2);
    private RouteStart start;

    private void connect() throws IOException {
        if (attempts.incrementAndGet() <= away.get()) {
            throw new IOException("connection refused");
        }
    }

    /** An endpoint whose other side cannot be reached the first times. */
    private final class Broker extends DefaultComponent {
        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    return new DefaultProducer(this) {
                        @Override
                        protected void doStart() throws Exception {
                            connect();
                        }

                        @Override
                        public void process(Exchange exchange) {
                            exchange.getMessage().setBody("taken");
                        }
                    };
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    return new DefaultConsumer(this, processor) {
                        private boolean failed;

                        @Override
                        protected void doStart() throws Exception {
                            assertThat(failed).as("has lost what it was given").isFalse();
                            failed = attempts.get() < away.get();
                            connect();
                        }
                    };
                }
            };
        }
    }

    @BeforeEach
    void begin() {
        camel.addComponent("broker", new Broker());
        camel.start();
        start = new RouteStart(camel, PAUSE);
    }

    @AfterEach
    void end() throws IOException {
        camel.close();
    }

    private Path route(String id, String from) throws IOException {
        return Files.writeString(folder.resolve(id + ".camel.yaml"), """
                - route:
                    id: %s
                    from:
                      uri: %s
                      steps:
                        - log: "${body}"
                """.formatted(id, from));
    }

    private ServiceStatus status(String id) {
        return camel.getRouteController().getRouteStatus(id);
    }

    @Test
    void load_otherSideIsAway_startsWhenItIsThere() throws Exception {
        start.load(route("in", "broker:events"));
        start.load(route("out", "direct:out"));

        assertThat(status("out").isStarted()).as("waits for no other").isTrue();
        await().until(() -> status("in").isStarted());
        assertThat(attempts).hasValue(3);
    }

    @Test
    void load_whereResultsGoIsAway_startsWhenItIsThere() throws Exception {
        Path file = route("out", "direct:out");
        Files.writeString(file, Files.readString(file).replace("log: \"${body}\"", "to: broker:results"));
        start.load(file);

        await().until(() -> status("out") != null && status("out").isStarted());
        assertThat(camel.createProducerTemplate().requestBody("direct:out", "a result"))
                .isEqualTo("taken");
    }

    @Test
    void stop_otherSideIsStillAway_triesNoMore() throws Exception {
        away.set(Integer.MAX_VALUE);
        start.load(route("in", "broker:events"));
        await().until(() -> attempts.get() > 1);

        start.stop(Duration.ofSeconds(1));

        int made = attempts.get();
        Thread.sleep(5 * PAUSE.toMillis());
        assertThat(attempts).hasValue(made);
        assertThat(status("in").isStarted()).isFalse();
    }

    @Test
    void load_routeIsWrong_isThrownAtOnce() throws Exception {
        Path file = route("in", "brokr:events");
        assertThatThrownBy(() -> start.load(file)).hasMessageContaining("brokr");
        assertThat(attempts).hasValue(0);
    }

    @Test
    void load_settingIsMissing_isNamedInOneShortLine() throws Exception {
        Path file = route("in", "broker:{{temper.events.broker.topic}}");
        assertThatThrownBy(() -> start.load(file))
                .extracting(e -> Headless.notStarted(e).getMessage())
                .isEqualTo("cannot start: a route needs temper.events.broker.topic, which is not set");
    }
}
