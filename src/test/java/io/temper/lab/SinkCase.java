package io.temper.lab;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server on loopback, and the routes of routes/lab/ that talk to it. */
abstract class SinkCase {
    static final String KEY = "3-secret";
    static final String RESULT = """
            {"id": "d1", "kind": "design", "status": "succeeded", "target": {"C11": 35.0},
             "candidates": [{"id": "mode1", "verified": {"C11": 34.9}, "hardFraction": 0.5}],
             "units": {"target": "GPa", "verified": "GPa"},
             "provenance": {"temper": "1.0", "model": {"version": "v1", "sha256": "ab"},
                            "solver": {"name": "voxel", "versions": ["2"]}}}""";

    @TempDir
    Path folder;

    final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    final DefaultCamelContext camel = new DefaultCamelContext();
    /** Whether it is not the first attempt. */
    boolean again;

    final Map<String, String> known = new HashMap<>();

    @BeforeEach
    void start() throws Exception {
        server.start();
        Properties settings = new Properties();
        settings.setProperty("temper.lab.webhook.url", server.baseUrl() + "/hook");
        settings.setProperty("temper.lab.elabftw.url", server.baseUrl());
        settings.setProperty(
                "temper.lab.ro-crate.folder", folder.resolve("crates").toString());
        camel.getRegistry().bind("elabftw", new ELabFtw());
        camel.getRegistry().bind("webhookSignature", new WebhookSignature());
        camel.getRegistry().bind("roCrate", new RoCrate());
        camel.getRegistry().bind("openbis", new OpenBis());
        camel.getRegistry().bind("nomad", new Nomad());
        camel.getRegistry().bind("kadi4mat", new Kadi4Mat());
        for (String system : List.of("openbis", "nomad", "kadi4mat")) {
            settings.setProperty("temper.lab." + system + ".url", server.baseUrl());
        }
        settings.setProperty("temper.lab.openbis.user", "temper");
        settings.setProperty("temper.lab.openbis.type", "SIMULATION");
        settings.setProperty("temper.lab.openbis.space", "LAB");
        settings.setProperty("temper.lab.nomad.publish", "true");
        camel.getPropertiesComponent().setInitialProperties(settings);
        for (String name : List.of("webhook", "elabftw", "ro-crate", "openbis", "nomad", "kadi4mat")) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(PluginHelper.getResourceLoader(camel)
                            .resolveResource("file:routes/lab/" + name + ".camel.yaml"));
        }
        camel.start();
        Files.createDirectory(folder.resolve("d1"));
        Files.writeString(folder.resolve("d1/report.json"), "{}");
        Files.write(folder.resolve("d1/mode1.npy"), new byte[] {1, 2, 3});
        Files.writeString(folder.resolve("d1/secret.txt"), "not for others");
    }

    @AfterEach
    void stop() throws IOException {
        camel.close();
        server.stop();
    }

    void take(String sink) throws Exception {
        LabResult result = new LabResult(
                "design-d1", "design", "d1", Instant.parse("2026-11-23T12:00:00Z"), RESULT, folder.resolve("d1"));
        Delivery delivery = new Delivery(
                1,
                result,
                sink,
                Delivery.State.WAITING,
                known.isEmpty() && !again ? 0 : 1,
                null,
                known,
                result.time(),
                null);
        new RouteSink(camel.createProducerTemplate(), sink).take(new Attempt(delivery, KEY, (id, all) -> {}));
    }
}
