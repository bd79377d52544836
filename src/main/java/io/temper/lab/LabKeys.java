package io.temper.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Secrets of sinks: {@code temper.lab.NAME.key}, or what the file {@code temper.lab.NAME.key-file} holds, which is read anew each
 * time, so that another key counts at once.
 */
public final class LabKeys {
    private final Function<String, @Nullable String> settings;

    /** @param settings value of a setting; null if it is not set */
    public LabKeys(Function<String, @Nullable String> settings) {
        this.settings = settings;
    }

    /** Null if none is configured, or its file cannot be read, which is the same until it can. */
    public @Nullable String key(String sink) {
        String file = settings.apply("temper.lab." + sink + ".key-file");
        if (file == null) {
            return settings.apply("temper.lab." + sink + ".key");
        }
        try {
            String key = Files.readString(Path.of(file)).strip();
            return key.isEmpty() ? null : key;
        } catch (IOException e) {
            return null;
        }
    }
}
