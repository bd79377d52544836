package io.temper.fem.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;

/** {@code manifest.json}: the evaluations of a batch. */
final class Manifest {
    private static final String FORMAT = "temper-fem-batch-1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Manifest() {}

    /** @param folders absolute, each with a problem in it */
    static byte[] write(List<Path> folders) {
        ObjectNode json = JSON.createObjectNode().put("format", FORMAT);
        folders.forEach(f -> json.withArray("evaluations").add(f.toString()));
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of folders is always JSON", e);
        }
    }
}
