package io.temper.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What is kept of a key. A key is 256 random bits, so that its plain hash cannot be turned back: a slow hash is for passwords.
 *
 * @param name of its holder: letters, digits and {@code . _ @ -}, at most 64
 * @param sha256 of the key's text, 64 hexadecimal digits
 */
public record ApiKey(String name, Role role, String sha256, Instant created) {
    /** How every key begins, so that one that leaked is recognised. */
    static final String PREFIX = "temper_";

    public ApiKey {
        if (!name.matches("[A-Za-z0-9._@-]{1,64}")) {
            throw new IllegalArgumentException(
                    "name '%s' of a key: 1 to 64 of letters, digits, '.', '_', '@' and '-'".formatted(name));
        }
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "hash '%s' of key %s is not 64 hexadecimal digits".formatted(sha256, name));
        }
    }

    static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In time that does not tell how much of it is right. */
    boolean matches(String hash) {
        return MessageDigest.isEqual(
                sha256.getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }

    String line() {
        return String.join(" ", name, role.text(), sha256, created.toString());
    }

    static ApiKey parse(String line) {
        String[] parts = line.trim().split("\\s+");
        if (parts.length != 4) {
            throw new IllegalArgumentException(
                    "it has %d words, not name, role, hash and time".formatted(parts.length));
        }
        return new ApiKey(parts[0], Role.parse(parts[1]), parts[2], Instant.parse(parts[3]));
    }
}
