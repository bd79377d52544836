package io.temper.access;

import java.util.Locale;

/** What the holder of a key may do. */
public enum Role {
    /** See everything. */
    READ,
    /** See everything, and submit, change and delete. */
    DESIGN;

    /** As it is written: lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Role parse(String text) {
        for (Role role : values()) {
            if (role.text().equals(text.trim().toLowerCase(Locale.ROOT))) {
                return role;
            }
        }
        throw new IllegalArgumentException("role '%s' is not read or design".formatted(text));
    }
}
