package io.temper.fem.adapter;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where a solver's processes run. */
public enum LauncherName {
    /** On this machine. */
    LOCAL,
    /** As jobs of the workload manager Slurm, which shares a file system with this machine. */
    SLURM;

    @JsonCreator
    static LauncherName parse(String text) {
        List<String> names = Arrays.stream(values()).map(LauncherName::toString).toList();
        if (!names.contains(text)) {
            throw new IllegalArgumentException("launcher '%s' is not known: use one of %s".formatted(text, names));
        }
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
