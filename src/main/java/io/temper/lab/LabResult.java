package io.temper.lab;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A result that lab data systems are to hear of.
 *
 * @param id idempotency id of the result, for example {@code design-20261123-101500-1a2b3c4d}; at most 200 characters
 * @param kind {@code simulation}, {@code prediction}, {@code design} or {@code discrepancy}
 * @param subject name of the specimen or design
 * @param time when it was found
 * @param json the result, an object that names its units
 * @param folder files that belong to it; null for none
 */
public record LabResult(
        String id,
        String kind,
        String subject,
        Instant time,
        String json,
        @Nullable Path folder) {
    /** Hexadecimal digits that tell two names apart which are alike otherwise. */
    private static final int DIGITS = 16;

    /** For people, in one line of at most so many characters. */
    String title(int longest) {
        String title = (kind + " " + subject).replaceAll("\\s+", " ").strip();
        return title.length() <= longest
                ? title
                : title.substring(0, longest - 1).strip() + "…";
    }

    /**
     * Prefix and id as a name of at most so many of the characters {@code a-z 0-9 _ -}. An id that is not such a name ends with digits of its
     * SHA-256, so that two ids never have the same name.
     */
    String name(String prefix, int longest) {
        String name = prefix + id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "-");
        if (name.equals(prefix + id) && name.length() <= longest) {
            return name;
        }
        String digits;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            digits = HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
        return name.substring(0, Math.min(name.length(), longest - DIGITS - 1)) + "-" + digits;
    }
}
