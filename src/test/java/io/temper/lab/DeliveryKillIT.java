package io.temper.lab;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.temper.store.Database;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Results that are recorded while the other side is down, by a process that is killed. */
class DeliveryKillIT {
    private static final int RESULTS = 30;

    @TempDir
    Path folder;

    @Test
    @Timeout(300)
    void deliver_sinkDownAndThreeKills_allArriveInOrder() throws Exception {
        WireMockServer server =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        server.start();
        int port = server.port();
        String url = server.baseUrl() + "/hook";
        server.stop();
        try (Database database = Database.open(folder.resolve("temper.db").toString(), null, null)) {
            DeliveryStore store = new DeliveryStore(database);
            for (int kill = 0; kill < 2; kill++) { // while the other side is down
                int recorded = (kill + 1) * RESULTS / 2;
                kill(
                        LabProcess.start(folder, url, kill * RESULTS / 2, recorded),
                        () -> store.backlog("webhook") >= recorded
                                && store.next("webhook").orElseThrow().attempts() > 0);
            }
            server = new WireMockServer(
                    WireMockConfiguration.options().port(port).bindAddress("127.0.0.1"));
            server.start();
            server.stubFor(post(urlEqualTo("/hook"))
                    .willReturn(aResponse().withStatus(204).withFixedDelay(50)));
            kill(LabProcess.start(folder, url, 0, 0), () -> store.backlog("webhook") < RESULTS * 2 / 3); // half-way
            assertThat(store.backlog("webhook"))
                    .as("there was something left to lose")
                    .isPositive();
            kill(LabProcess.start(folder, url, 0, 0), () -> store.backlog("webhook") == 0);

            List<String> received = server.findAll(postRequestedFor(urlEqualTo("/hook"))).stream()
                    .sorted(Comparator.comparing(LoggedRequest::getLoggedDate))
                    .map(r -> r.getHeader("webhook-id"))
                    .toList();
            assertThat(received.stream().distinct())
                    .containsExactlyElementsOf(IntStream.range(0, RESULTS)
                            .mapToObj(i -> "run-" + i)
                            .toList());
            assertThat(received).as("one was under way at most").hasSizeLessThanOrEqualTo(RESULTS + 1);
        } finally {
            server.stop();
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void kill(Process process, Condition when) throws Exception {
        try {
            while (!when.holds()) {
                assertThat(process.isAlive()).isTrue();
                Thread.sleep(5);
            }
        } finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }
}
