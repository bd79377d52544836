package io.temper.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temper.design.DesignEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Follows a design's events to its end, over as many connections as it takes: none is shown twice, none is missed. */
public final class DesignWatch {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ENDED = Set.of("succeeded", "stopped", "failed", "cancelled");
    /** Connections in a row that bring nothing new before it is given up, and the longest pause between two [s]. */
    private static final int TRIES = 8;

    private static final int LONGEST_PAUSE = 16;
    /** Of an event [characters]. */
    private static final int LONGEST_EVENT = 1 << 20;

    private final Service service;
    private final String design;
    private final Consumer<DesignEvent> listener;
    private final Consumer<String> progress;
    private int last;

    /** @param progress is told, in a line, that the connection was lost */
    public DesignWatch(Service service, String id, Consumer<DesignEvent> listener, Consumer<String> progress) {
        this.service = service;
        this.design = Service.design(id);
        this.listener = listener;
        this.progress = progress;
    }

    /** Returns once the design has ended. @return the design as it stands then */
    public JsonNode toTheEnd() throws ServiceException {
        for (int inVain = 0; ; ) {
            int before = last;
            try {
                read();
                JsonNode now = service.get(design);
                if (ENDED.contains(now.path("status").asText())) {
                    return now;
                }
            } catch (ServiceException e) {
                if (e.status() >= 400 && e.status() < 500 || inVain + 1 >= TRIES) {
                    throw e;
                }
                progress.accept(e.getMessage() + "; trying again");
            }
            inVain = last > before ? 0 : inVain + 1;
            Service.pause(Math.min(LONGEST_PAUSE, 1 << inVain));
        }
    }

    /** One connection, until it ends. */
    private void read() throws ServiceException {
        HttpRequest.Builder request = service.request(design + "/events").header("Accept", "text/event-stream");
        if (last > 0) {
            request.header("Last-Event-ID", Integer.toString(last));
        }
        InputStream body = service.checked(service.send(request.build())).body();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            StringBuilder data = new StringBuilder();
            for (String line = line(lines); line != null; line = line(lines)) {
                if (line.startsWith("data:")) {
                    data.append(line.substring(5));
                } else if (line.isEmpty() && data.length() > 0) {
                    event(data.toString());
                    data.setLength(0);
                }
                if (data.length() > LONGEST_EVENT) {
                    throw new IOException("an event of more than %d characters".formatted(LONGEST_EVENT));
                }
            }
        } catch (IOException e) {
            throw Failures.of(service.root(), e);
        }
    }

    /** The next line; null at the end, within a line too. */
    private static @Nullable String line(Reader in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            if (line.append((char) c).length() > LONGEST_EVENT) {
                throw new IOException("a line of more than %d characters".formatted(LONGEST_EVENT));
            }
        }
        return line.toString().stripTrailing();
    }

    private void event(String data) throws IOException {
        JsonNode e = JSON.readTree(data);
        int number = e.path("number").asInt();
        if (number <= last) {
            return;
        }
        try {
            listener.accept(new DesignEvent(
                    number,
                    Instant.parse(e.path("time").asText()),
                    e.path("stage").asText(),
                    e.path("message").asText().replaceAll("\\p{Cntrl}+", " "),
                    e.path("evaluations").asInt(),
                    e.path("bestError").isNumber() ? e.get("bestError").asDouble() : null));
        } catch (DateTimeException wrong) {
            throw new IOException("an event without a time: " + wrong.getMessage(), wrong);
        }
        last = number;
    }
}
