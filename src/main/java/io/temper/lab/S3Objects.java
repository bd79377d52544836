package io.temper.lab;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;

/**
 * The objects of a delivery to S3: the files of the result, then its JSON, so that where {@code result.json} is, all is. The same result
 * has the same keys, so an attempt that is made again writes the same objects.
 */
@Named("s3Objects")
@Singleton
public class S3Objects {
    /** Where the JSON is. */
    private static final String RESULT = "result.json";

    /**
     * An object to be.
     *
     * @param key of the object in its bucket
     * @param content a file, or bytes
     * @param type media type
     */
    public record S3Object(String key, Object content, String type) {}

    /**
     * What belongs to the attempt of the exchange.
     *
     * @param prefix of all keys, such as {@code temper/}; empty for none
     * @throws IOException if the files cannot be listed, which may pass
     */
    public List<S3Object> objects(Exchange exchange, String prefix) throws IOException {
        LabResult result = Request.attempt(exchange).getResult();
        String folder = prefix + folder(result);
        List<S3Object> objects = new ArrayList<>();
        for (Path file : ResultFiles.of(result.folder())) {
            String name = String.valueOf(file.getFileName());
            if (!name.equals(RESULT)) {
                String type = URLConnection.guessContentTypeFromName(name);
                objects.add(new S3Object(
                        folder + name, file.toFile(), Objects.requireNonNullElse(type, "application/octet-stream")));
            }
        }
        byte[] json = result.json().getBytes(StandardCharsets.UTF_8);
        objects.add(new S3Object(folder + RESULT, json, "application/json"));
        return objects;
    }

    /** {@code designs/ID/}, or {@code events/NUMBER/} for what an event set to work. */
    private static String folder(LabResult result) {
        boolean design = result.kind().equals("design");
        String name = design ? result.subject() : result.id().replaceFirst("^run-", "");
        return (design ? "designs/" : "events/") + name.replaceAll("[^A-Za-z0-9._-]", "_") + "/";
    }
}
