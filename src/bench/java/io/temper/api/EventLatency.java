package io.temper.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.generation.GaussianFilterGenerator;
import io.temper.generation.Sigma;
import io.temper.material.Microstructure;
import io.temper.material.NpyFormat;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * How long a running service takes from an event to its prediction and to its simulation: {@code EventLatency URL EVENTS} tells it of
 * so many new microstructures of 51^3, one after the other. The service's rules are to say {@code simulate: always}.
 */
public final class EventLatency {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SIZE = 51;

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI root;

    private EventLatency(URI root) {
        this.root = root;
    }

    public static void main(String... arguments) throws Exception {
        new EventLatency(URI.create(arguments[0])).measure(Integer.parseInt(arguments[1]));
    }

    private void measure(int events) throws Exception {
        List<Double> predicted = new ArrayList<>();
        List<Double> simulated = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            String upload = upload(i);
            String event = """
                    {"specversion": "1.0", "id": "%1$d-%2$d", "source": "bench", "type": "io.temper.microstructure.changed",
                     "subject": "B%1$d-%2$d", "data": {"upload": "%3$s"}}""".formatted(ProcessHandle.current().pid(), i, upload);
            long sent = System.nanoTime();
            String address = client.send(
                            HttpRequest.newBuilder(root.resolve("/events"))
                                    .header("Content-Type", "application/cloudevents+json")
                                    .POST(BodyPublishers.ofString(event))
                                    .build(),
                            BodyHandlers.ofString())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            predicted.add(until(address, sent, v -> v.path("event").hasNonNull("prediction")));
            simulated.add(until(
                    address, sent, v -> v.path("event").path("state").asText().equals("done")));
        }
        System.out.println("event to prediction:  " + summary(predicted));
        System.out.println("event to simulation:  " + summary(simulated));
    }

    private String upload(int seed) throws Exception {
        Microstructure m = new GaussianFilterGenerator(SIZE, SIZE, SIZE).generate(new Sigma(4, 9, 15), 0.5, seed);
        Path file = Files.createTempFile("event", ".npy");
        try {
            new NpyFormat().write(file, m);
            String answer = client.send(
                            HttpRequest.newBuilder(root.resolve("/microstructures?name=b.npy"))
                                    .header("Content-Type", "application/octet-stream")
                                    .POST(BodyPublishers.ofFile(file))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            return JSON.readTree(answer).path("id").asText();
        } finally {
            Files.delete(file);
        }
    }

    /** Milliseconds since it was sent. */
    private double until(String address, long sent, Predicate<JsonNode> there) throws Exception {
        while (true) {
            JsonNode view = JSON.readTree(
                    client.send(HttpRequest.newBuilder(root.resolve(address)).build(), BodyHandlers.ofString())
                            .body());
            if (there.test(view)) {
                return (System.nanoTime() - sent) * 1e-6;
            }
            if (view.path("event").path("state").asText().equals("failed")) {
                throw new IllegalStateException(view.toString());
            }
            Thread.sleep(5);
        }
    }

    private static String summary(List<Double> times) {
        List<Double> sorted = times.stream().sorted(Comparator.naturalOrder()).toList();
        return String.format(
                Locale.ROOT,
                "first %.0f ms, median %.0f ms, worst of the others %.0f ms (%d events)",
                times.get(0),
                sorted.get(sorted.size() / 2),
                times.stream().skip(1).mapToDouble(Double::doubleValue).max().orElse(Double.NaN),
                times.size());
    }
}
