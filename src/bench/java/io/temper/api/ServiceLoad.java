package io.temper.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How a running service bears a burst: {@code ServiceLoad URL DESIGNS SECONDS} submits the designs from eight clients at once,
 * then, while they are worked on, asks for page, list and a design ten times a second each, and prints how long the answers took.
 * Its designs are cancelled at the end.
 */
public final class ServiceLoad {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BODY =
            "{\"target\": {\"C11\": %s}, \"tolerance\": 0.01, \"seed\": %d, \"name\": \"load %d\"}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI root;

    private ServiceLoad(URI root) {
        this.root = root;
    }

    public static void main(String... arguments) throws Exception {
        ServiceLoad load = new ServiceLoad(URI.create(arguments[0]));
        List<String> designs = load.burst(Integer.parseInt(arguments[1]));
        load.watch(designs, Integer.parseInt(arguments[2]));
        for (String design : designs) {
            load.send(HttpRequest.newBuilder(load.root.resolve(design + "/cancel"))
                    .POST(BodyPublishers.noBody()));
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private List<String> burst(int number) throws Exception {
        Map<Integer, Integer> statuses = new TreeMap<>();
        List<String> designs = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        ExecutorService clients = Executors.newFixedThreadPool(8);
        long start = System.nanoTime();
        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            int n = i;
            answers.add(clients.submit(() -> {
                long sent = System.nanoTime();
                HttpResponse<String> answer = send(HttpRequest.newBuilder(root.resolve("/designs"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(BODY.formatted(20 + n % 60, n, n))));
                synchronized (times) {
                    times.add((System.nanoTime() - sent) * 1e-6);
                }
                return answer;
            }));
        }
        for (Future<HttpResponse<String>> answer : answers) {
            HttpResponse<String> response = answer.get();
            statuses.merge(response.statusCode(), 1, Integer::sum);
            response.headers()
                    .firstValue("Location")
                    .map(l -> URI.create(l).getPath())
                    .ifPresent(designs::add);
        }
        clients.shutdown();
        System.out.printf(
                Locale.ROOT,
                "burst of %d in %.1f s, answers by status %s; %s%n",
                number,
                (System.nanoTime() - start) * 1e-9,
                statuses,
                quantiles(times));
        return designs;
    }

    private void watch(List<String> designs, int seconds) throws Exception {
        Map<String, List<Double>> times = new TreeMap<>();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        for (int i = 0; System.nanoTime() < end; i++) {
            for (String path : List.of("/", "/designs", designs.get(i % designs.size()))) {
                long sent = System.nanoTime();
                HttpResponse<String> answer = send(HttpRequest.newBuilder(root.resolve(path)));
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException(path + " answered " + answer.statusCode() + ": " + answer.body());
                }
                String kind = path.startsWith("/designs/") ? "/designs/{id}" : path;
                times.computeIfAbsent(kind, k -> new ArrayList<>()).add((System.nanoTime() - sent) * 1e-6);
            }
            Thread.sleep(100);
        }
        times.forEach((path, t) -> System.out.printf("%-14s %s%n", path, quantiles(t)));
        System.out.println("counts "
                + JSON.readTree(send(HttpRequest.newBuilder(root.resolve("/designs?limit=1")))
                                .body())
                        .path("counts"));
    }

    private static String quantiles(List<Double> times) {
        double[] t = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%d requests: median %.1f ms, 99 %% %.1f ms, worst %.1f ms",
                t.length,
                t[t.length / 2],
                t[(int) Math.ceil(0.99 * t.length) - 1],
                Arrays.stream(t).max().orElseThrow());
    }
}
