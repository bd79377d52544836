package io.temper.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Writes a result as an RO-Crate 1.1: a folder with {@code ro-crate-metadata.json}, the files, and who made them of what by which
 * software, model and solver.
 */
@Named("roCrate")
@Singleton
public class RoCrate {
    private static final String METADATA = "ro-crate-metadata.json";
    private static final int LONGEST_NAME = 100;

    /** Writes the crate of the attempt's result into a folder, where it is seen whole or not at all. */
    public void write(@Body String json, @Variable("attempt") Attempt attempt, String folder) throws IOException {
        write(Request.JSON.readTree(json), attempt.getResult(), Path.of(folder));
    }

    Path write(JsonNode result, LabResult about, Path folder) throws IOException {
        Path crate = folder.resolve(about.name("", LONGEST_NAME));
        Path part = folder.resolve("." + crate.getFileName() + ".part");
        Files.createDirectories(part);
        List<String> names = new ArrayList<>(List.of("result.json"));
        Files.writeString(
                part.resolve("result.json"),
                Request.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result));
        for (Path file : ResultFiles.of(about.folder())) {
            String name = String.valueOf(file.getFileName());
            if (!name.equals(METADATA) && !name.equals("result.json")) {
                Files.copy(file, part.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                names.add(name);
            }
        }
        Files.writeString(
                part.resolve(METADATA),
                Request.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(metadata(result, about, part, names)),
                StandardCharsets.UTF_8);
        replace(crate, part);
        return crate;
    }

    private static void replace(Path crate, Path part) throws IOException {
        if (Files.isDirectory(crate)) { // of an earlier attempt
            Path old = crate.resolveSibling("." + crate.getFileName() + ".old");
            delete(old);
            Files.move(crate, old);
            Files.move(part, crate);
            delete(old);
            return;
        }
        try {
            Files.move(part, crate, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, crate);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                for (Path f : files.toList()) {
                    Files.delete(f);
                }
            }
            Files.delete(folder);
        }
    }

    private static ObjectNode metadata(JsonNode result, LabResult about, Path part, List<String> names)
            throws IOException {
        ObjectNode crate = Request.JSON.createObjectNode().put("@context", "https://w3id.org/ro/crate/1.1/context");
        ArrayNode graph = crate.putArray("@graph");
        ObjectNode descriptor = entity(graph, METADATA, "CreativeWork");
        descriptor.putObject("conformsTo").put("@id", "https://w3id.org/ro/crate/1.1");
        descriptor.putObject("about").put("@id", "./");
        ObjectNode root = entity(graph, "./", "Dataset")
                .put("name", "%s %s".formatted(about.kind(), about.subject()))
                .put("description", "A result of temper: a %s of %s.".formatted(about.kind(), about.subject()))
                .put("datePublished", about.time().toString())
                .put("identifier", about.id())
                .put("license", "not given: ask whoever made the result");
        ArrayNode parts = root.putArray("hasPart");
        ObjectNode action = entity(graph, "#run", "CreateAction")
                .put("name", "%s by temper".formatted(about.kind()))
                .put("endTime", about.time().toString());
        root.putObject("mentions").put("@id", "#run");
        ArrayNode made = action.putArray("result");
        for (String name : names) {
            String type = URLConnection.guessContentTypeFromName(name);
            entity(graph, name, "File")
                    .put("name", name)
                    .put("contentSize", String.valueOf(Files.size(part.resolve(name))))
                    .put("encodingFormat", type == null ? "application/octet-stream" : type);
            parts.addObject().put("@id", name);
            made.addObject().put("@id", name);
        }
        JsonNode provenance = result.path("provenance");
        entity(graph, "#temper", "SoftwareApplication")
                .put("name", "temper")
                .put("version", provenance.path("temper").asText("unknown"));
        action.putObject("instrument").put("@id", "#temper");
        ArrayNode inputs = action.putArray("object");
        JsonNode model = provenance.path("model");
        if (model.isObject()) {
            entity(graph, "#model", "SoftwareApplication")
                    .put("name", "VAE-Reg model " + model.path("version").asText())
                    .put("version", model.path("version").asText())
                    .put("identifier", "sha256:" + model.path("sha256").asText());
            inputs.addObject().put("@id", "#model");
        }
        JsonNode solver = provenance.path("solver");
        if (solver.isObject()) {
            entity(graph, "#solver", "SoftwareApplication")
                    .put("name", solver.path("name").asText())
                    .put("version", solver.path("versions").path(0).asText("unknown"));
            inputs.addObject().put("@id", "#solver");
        }
        int number = 0;
        for (Quantity q : Quantity.of(result)) {
            String id = "#quantity-" + ++number;
            ObjectNode value =
                    entity(graph, id, "PropertyValue").put("name", q.name()).put("value", q.value());
            if (!q.unit().isEmpty()) {
                value.put("unitText", q.unit());
            }
            (q.name().startsWith("target ") ? inputs : made).addObject().put("@id", id);
        }
        return crate;
    }

    private static ObjectNode entity(ArrayNode graph, String id, String type) {
        return graph.addObject().put("@id", id).put("@type", type);
    }
}
