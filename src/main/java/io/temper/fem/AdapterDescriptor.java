package io.temper.fem;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
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
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to run a solver: the contents of its {@code adapter.yaml}.
 *
 * @param name name of the adapter and of its folder: lower-case letters, digits and hyphens
 * @param description one line for people
 * @param command argument list, run without a shell; may hold the {@link Placeholders}
 * @param environment variables set on top of temper's own; values may hold the placeholders
 * @param timeLimit after which the process tree is ended, written {@code 90s}, {@code 10m} or {@code 2h}
 * @param concurrency processes that may run at once, at least 1
 * @param retries further attempts after a crash, a time-out or a malformed result
 * @param probe command that exits 0 and prints the version if the solver is installed; empty for none
 */
public record AdapterDescriptor(
        String name,
        String description,
        List<String> command,
        Map<String, String> environment,
        Duration timeLimit,
        int concurrency,
        int retries,
        List<String> probe) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})([smh])");
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .addModule(new SimpleModule().addDeserializer(Duration.class, new TimeReader()))
            .build();

    public AdapterDescriptor(
            @Nullable String name,
            @Nullable String description,
            @Nullable List<String> command,
            @Nullable Map<String, String> environment,
            @Nullable Duration timeLimit,
            int concurrency,
            int retries,
            @Nullable List<String> probe) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name '%s' must be lower-case letters, digits and hyphens".formatted(name));
        }
        if (command == null || command.isEmpty()) {
            throw new IllegalArgumentException("command is missing: list the program and its arguments");
        }
        if (timeLimit == null || timeLimit.isZero()) {
            throw new IllegalArgumentException("timeLimit is missing or zero: give for example 10m");
        }
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency %d must be at least 1".formatted(concurrency));
        }
        if (retries < 0 || retries > 10) {
            throw new IllegalArgumentException("retries %d must be within 0..10".formatted(retries));
        }
        this.name = name;
        this.description = description == null ? "" : description;
        this.command = List.copyOf(command);
        this.environment = environment == null ? Map.of() : Map.copyOf(environment);
        this.timeLimit = timeLimit;
        this.concurrency = concurrency;
        this.retries = retries;
        this.probe = probe == null ? List.of() : List.copyOf(probe);
        Placeholders.check(this.command);
        Placeholders.check(this.probe);
        Placeholders.check(this.environment.values());
    }

    /**
     * Reads an {@code adapter.yaml}.
     *
     * @throws IllegalArgumentException one clear line that begins with the file's name
     */
    public static AdapterDescriptor read(Path file) {
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

    /** What is wrong, and in which line. */
    private static String line(JsonProcessingException e) {
        if (e.getCause() instanceof IllegalArgumentException own) {
            return String.valueOf(own.getMessage());
        }
        String what = e.getOriginalMessage().lines().findFirst().orElse("not YAML");
        return e.getLocation() != null && e.getLocation().getLineNr() > 0
                ? "line %d: %s".formatted(e.getLocation().getLineNr(), what)
                : what;
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
                        "timeLimit '%s' is not a time: write 90s, 10m or 2h".formatted(parser.getText()));
            }
            return Duration.parse("PT" + time.group(1) + time.group(2));
        }
    }
}
