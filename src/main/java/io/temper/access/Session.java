package io.temper.access;

import jakarta.enterprise.context.ApplicationScoped;

/** The page's way in: its key travels in a cookie that no script can read and that no other site can have sent. */
@ApplicationScoped
public class Session {
    /** Its value is the key. */
    public static final String COOKIE = "temper-key";

    private final Access access;

    Session(Access access) {
        this.access = access;
    }

    /** Whether the service asks for a key at all. */
    public boolean isRequired() {
        return access.isRequired();
    }

    /** Whether this is the text of a key. */
    public boolean opens(String key) {
        return access.keys().find(key).isPresent();
    }
}
