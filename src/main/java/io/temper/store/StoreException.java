package io.temper.store;

import java.io.Serial;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** The database cannot do what it is asked; nothing was changed. The message is one clear line. */
public final class StoreException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** SQLite: busy, locked, cannot open. */
    private static final Set<Integer> SQLITE = Set.of(5, 6, 14);
    /** Connection, resources, operator intervention, serialisation. */
    private static final Set<String> STATES = Set.of("08", "53", "57", "40");

    private final boolean passing;

    StoreException(String message, SQLException cause) {
        super(message, cause);
        passing = passes(cause);
    }

    /** Whether it may work a little later: the database is locked or away. */
    public boolean isPassing() {
        return passing;
    }

    private static boolean passes(SQLException e) {
        String state = e.getSQLState();
        return e instanceof SQLTransientException
                || e instanceof SQLRecoverableException
                || state != null && state.length() == 5 && STATES.contains(state.substring(0, 2))
                || e instanceof org.sqlite.SQLiteException && SQLITE.contains(e.getErrorCode() & 0xff);
    }
}
