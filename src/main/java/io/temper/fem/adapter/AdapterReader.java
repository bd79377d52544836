package io.temper.fem.adapter;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.Serial;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an {@code adapter.yaml}; whatever is wrong with it becomes one line that begins with the file's name. */
final class AdapterReader {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})([smh])");
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .addModule(new SimpleModule().addDeserializer(Duration.class, new TimeReader()))
            .build();

    private AdapterReader() {}

    static AdapterDescriptor read(Path file) {
        try {
            JsonNode yaml = YAML.readTree(Files.readAllBytes(file));
            checkKeys(file, yaml);
            return YAML.treeToValue(yaml, AdapterDescriptor.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("%s: %s".formatted(file, line(e)), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("%s cannot be read: %s".formatted(file, e), e);
        }
    }

    /** Before anything else: a misspelt key would otherwise be reported as a missing one. */
    private static void checkKeys(Path file, JsonNode yaml) {
        if (!yaml.isObject()) {
            throw new IllegalArgumentException(
                    "%s: it holds no keys: start with name, command, timeLimit".formatted(file));
        }
        List<String> known = Arrays.stream(AdapterDescriptor.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        yaml.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                throw new IllegalArgumentException("%s: unknown key '%s': use %s".formatted(file, key, known));
            }
        });
    }

    /** What is wrong, with its key or its line. */
    private static String line(JsonProcessingException e) {
        if (e.getCause() instanceof IllegalArgumentException own) {
            return key(e) + own.getMessage();
        }
        String what = e.getOriginalMessage().lines().findFirst().orElse("not YAML");
        return e.getLocation() != null && e.getLocation().getLineNr() > 0
                ? "line %d: %s".formatted(e.getLocation().getLineNr(), what)
                : key(e) + what;
    }

    private static String key(JsonProcessingException e) {
        return e instanceof JsonMappingException m && !m.getPath().isEmpty()
                ? m.getPath().get(0).getFieldName() + ": "
                : "";
    }

    private static final class TimeReader extends StdDeserializer<Duration> {
        @Serial
        private static final long serialVersionUID = 1L;

        TimeReader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            Matcher time = TIME.matcher(parser.getText());
            if (!time.matches()) {
                throw new IllegalArgumentException(
                        "'%s' is not a time: write 90s, 10m or 2h".formatted(parser.getText()));
            }
            return Duration.parse("PT" + time.group(1) + time.group(2));
        }
    }
}
