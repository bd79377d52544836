package io.temper.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The steps of a delivery to NOMAD, version 1 of its API: an upload of a zip that is named after the result, and its publication once
 * NOMAD has processed it. What was answered is remembered after each step.
 */
@Named("nomad")
@Singleton
public class Nomad {
    private static final String UPLOAD = "upload";
    private static final int LONGEST_NAME = 255;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.UTC);

    private static String name(Exchange exchange) {
        return URLEncoder.encode(Request.attempt(exchange).getResult().id(), StandardCharsets.UTF_8);
    }

    private static String place(Exchange exchange) {
        return "/uploads/" + Request.attempt(exchange).known(UPLOAD);
    }

    /** {@code GET /uploads}: the upload of an attempt whose answer was lost. */
    public void find(Exchange exchange) {
        Request.empty(exchange, "GET", "/uploads", "upload_name=" + name(exchange));
    }

    public void found(Exchange exchange) throws IOException {
        JsonNode first = Request.answer(exchange).path("data").path(0).path("upload_id");
        if (first.isTextual()) {
            Request.attempt(exchange).remember(UPLOAD, first.textValue());
        }
    }

    /**
     * What NOMAD makes an entry of; without any it publishes nothing.
     *
     * <p>The quantities of {@code BasicEln}: its name and description are what its search finds.
     */
    private static ObjectNode entry(Exchange exchange) {
        LabResult result = Request.attempt(exchange).getResult();
        String values = Quantity.of(Request.result(exchange)).stream()
                .map(q -> "<li>%s: %s %s</li>".formatted(q.name().replace("<", "&lt;"), q.value(), q.unit()))
                .collect(Collectors.joining("", "<ul>", "</ul>"));
        ObjectNode archive = Request.JSON.createObjectNode();
        archive.putObject("data")
                .put("m_def", "nomad.datamodel.metainfo.eln.BasicEln")
                .put("name", result.title(LONGEST_NAME))
                .put("lab_id", result.id())
                .put("datetime", TIME.format(result.time()))
                .put("description", values)
                .putArray("tags")
                .add("temper")
                .add(result.kind());
        return archive;
    }

    /** {@code POST /uploads}: the result and its files as a zip. */
    public void upload(Exchange exchange) throws IOException {
        LabResult result = Request.attempt(exchange).getResult();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("temper.archive.json"));
            zip.write(Request.JSON.writeValueAsBytes(entry(exchange)));
            zip.putNextEntry(new ZipEntry("result.json"));
            zip.write(result.json().getBytes(StandardCharsets.UTF_8));
            for (Path file : ResultFiles.of(result.folder())) {
                String name = String.valueOf(file.getFileName());
                if (!name.equals("result.json")) {
                    zip.putNextEntry(new ZipEntry(name));
                    Files.copy(file, zip);
                }
            }
        }
        Message message = Request.empty(
                exchange, "POST", "/uploads", "upload_name=%s&file_name=temper.zip".formatted(name(exchange)));
        message.setHeader(Exchange.CONTENT_TYPE, "application/zip");
        message.setBody(bytes.toByteArray());
    }

    public void uploaded(Exchange exchange) throws IOException {
        JsonNode id = Request.answer(exchange).path("upload_id");
        if (!id.isTextual()) {
            throw new IOException("NOMAD answered the upload without an upload_id");
        }
        Request.attempt(exchange).remember(UPLOAD, id.textValue());
    }

    /** {@code GET /uploads/ID}. */
    public void look(Exchange exchange) {
        Request.empty(exchange, "GET", place(exchange), null);
    }

    /**
     * Goes on once the upload is processed; until then the delivery is tried again. An upload that is published, by an attempt whose
     * answer was lost, must not be asked to be again: NOMAD answers that with 401.
     */
    public void processed(Exchange exchange) throws IOException {
        JsonNode data = Request.answer(exchange).path("data");
        if (data.path("process_running").asBoolean()) {
            throw new IOException("NOMAD still processes upload %s"
                    .formatted(Request.attempt(exchange).known(UPLOAD)));
        }
        if (data.path("process_status").asText().equals("FAILURE")) {
            throw new RefusedException("NOMAD could not process upload %s: %s"
                    .formatted(Request.attempt(exchange).known(UPLOAD), data.path("errors")));
        }
        if (data.path("published").asBoolean()) {
            published(exchange);
        }
    }

    /** {@code POST /uploads/ID/action/publish}. */
    public void publish(Exchange exchange) {
        Request.empty(exchange, "POST", place(exchange) + "/action/publish", null);
    }

    public void published(Exchange exchange) {
        Request.attempt(exchange).remember("published", "yes");
    }
}
