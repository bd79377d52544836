package io.temper.access;

import io.temper.material.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys that open the service, a line each in a file that only its owner may read; a running service sees every change. */
public final class ApiKeys {
    /** The setting that names the file. */
    public static final String PROPERTY = "temper.api-keys";

    private record Seen(long modified, long bytes, List<ApiKey> keys) {}

    private final Path file;
    private @Nullable Seen seen;

    /** @param file need not exist: then there are no keys */
    public ApiKeys(Path file) {
        this.file = file;
    }

    public Path file() {
        return file;
    }

    /**
     * Makes a key.
     *
     * @return its text, which is kept nowhere
     * @throws IllegalArgumentException if the name is taken or is none
     */
    public synchronized String add(String name, Role role) throws IOException {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String text = ApiKey.PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        List<ApiKey> keys = new ArrayList<>(all());
        if (keys.stream().anyMatch(k -> k.name().equals(name))) {
            throw new IllegalArgumentException(
                    "there is a key '%s' already: remove it first, or choose another name".formatted(name));
        }
        keys.add(new ApiKey(name, role, ApiKey.hash(text), Instant.now().truncatedTo(ChronoUnit.SECONDS)));
        write(keys);
        return text;
    }

    /** @throws IllegalArgumentException if there is no such key */
    public synchronized void remove(String name) throws IOException {
        List<ApiKey> keys = new ArrayList<>(all());
        if (!keys.removeIf(k -> k.name().equals(name))) {
            throw new IllegalArgumentException("there is no key '%s' in %s".formatted(name, file));
        }
        write(keys);
    }

    /** The key that this is the text of, if it is one. */
    public Optional<ApiKey> find(String text) {
        String hash = ApiKey.hash(text);
        return all().stream().filter(k -> k.matches(hash)).findFirst();
    }

    /** All keys, in the order in which they were made. */
    public synchronized List<ApiKey> all() {
        try {
            if (!Files.exists(file)) {
                return List.of();
            }
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            long modified = now.lastModifiedTime().toMillis();
            if (seen == null || seen.modified() != modified || seen.bytes() != now.size()) {
                seen = new Seen(modified, now.size(), read());
            }
            return seen.keys();
        } catch (IOException e) {
            throw new UncheckedIOException("the file of API keys cannot be read: " + e.getMessage(), e);
        }
    }

    private List<ApiKey> read() throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        List<ApiKey> keys = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            try {
                if (!lines.get(i).isBlank()) {
                    keys.add(ApiKey.parse(lines.get(i)));
                }
            } catch (RuntimeException e) {
                throw new IllegalStateException(
                        "line %d of %s is no API key: %s".formatted(i + 1, file, e.getMessage()), e);
            }
        }
        return List.copyOf(keys);
    }

    private void write(List<ApiKey> keys) throws IOException {
        StringBuilder text = new StringBuilder();
        keys.forEach(k -> text.append(k.line()).append('\n'));
        AtomicFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        seen = null;
    }
}
