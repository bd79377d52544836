package io.temper.uploads;

import io.temper.material.Microstructure;
import io.temper.material.TwoPointCorrelation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A microstructure that was sent.
 *
 * @param id the first 32 hexadecimal digits of the hash of its sizes and voxels: the same voxels have the same id
 * @param name that its sender gave it; null if none
 * @param size nx, ny, nz
 * @param hardFraction volume fraction of the hard phase, 0..1
 * @param correlationLength half-correlation length along x, y, z [voxels]
 */
public record Upload(
        String id,
        @Nullable String name,
        Instant created,
        List<Integer> size,
        double hardFraction,
        List<Double> correlationLength) {
    private static final int ID_DIGITS = 32;
    private static final int LONGEST_NAME = 200;

    /** @throws IllegalArgumentException if the name is too long or has control characters */
    static Upload of(Microstructure m, @Nullable String name, Instant created) {
        return new Upload(
                id(m),
                checked(name),
                created,
                List.of(m.nx(), m.ny(), m.nz()),
                m.hardFraction(),
                TwoPointCorrelation.of(m).correlationLengths());
    }

    static String id(Microstructure m) {
        return m.sha256().substring(0, ID_DIGITS);
    }

    static boolean isId(String text) {
        return text.matches("[0-9a-f]{" + ID_DIGITS + "}");
    }

    private static @Nullable String checked(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return null;
        }
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "name: at most %d characters, none of them a control character".formatted(LONGEST_NAME));
        }
        return name.strip();
    }
}
