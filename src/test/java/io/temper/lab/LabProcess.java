package io.temper.lab;

import io.temper.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;

/** Records results and hands them over by the shipped route, in a process that a test may kill: {@code LabProcess FOLDER URL FROM TO}. */
final class LabProcess {
    private LabProcess() {}

    static Process start(Path folder, String url, int from, int to) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LabProcess.class.getName(),
                        folder.toString(),
                        url,
                        String.valueOf(from),
                        String.valueOf(to))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    public static void main(String[] args) throws Exception {
        Properties settings = new Properties();
        settings.setProperty("temper.lab.webhook.url", args[1]);
        try (Database database = Database.open(args[0] + "/temper.db", null, null);
                DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getPropertiesComponent().setInitialProperties(settings);
            camel.getRegistry().bind("webhookSignature", new WebhookSignature());
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(PluginHelper.getResourceLoader(camel)
                            .resolveResource("file:routes/lab/webhook.camel.yaml"));
            camel.start();
            new Deliveries(
                            new DeliveryStore(database),
                            Map.of("webhook", new RouteSink(camel.createProducerTemplate(), "webhook")),
                            name -> "key",
                            new Backoff(Duration.ofMillis(50), Duration.ofMillis(200)))
                    .start();
            Outbox outbox = new Outbox(List.of("webhook"));
            for (int i = Integer.parseInt(args[2]); i < Integer.parseInt(args[3]); i++) {
                LabResult result =
                        new LabResult("run-" + i, "simulation", "s", Instant.now(), "{\"run\":" + i + "}", null);
                database.write(c -> {
                    outbox.put(c, result);
                    return true;
                });
            }
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
