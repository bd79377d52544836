package io.temper.store;

import io.temper.design.DesignStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** JDBC in few words. */
public final class Rows {
    static final String DESIGN =
            "id, name, status, reason, request, priority, created, started, ended, evaluations, seconds, best_error";

    /** Makes a value of the row that the result stands at. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private Rows() {}

    public static <T> List<T> select(Connection connection, Reader<T> reader, String sql, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        }
    }

    /** Number of rows changed. */
    public static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            statement.setObject(
                    i + 1,
                    value instanceof Instant time
                            ? (Object) time.toEpochMilli()
                            : value instanceof DesignStatus status ? status.json() : value);
        }
        return statement;
    }

    static DesignRow design(ResultSet row) throws SQLException {
        return new DesignRow(
                row.getString("id"),
                row.getString("name"),
                DesignStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getString("reason"),
                RequestJson.read(row.getString("request")),
                row.getInt("priority"),
                Instant.ofEpochMilli(row.getLong("created")),
                instant(row, "started"),
                instant(row, "ended"),
                row.getInt("evaluations"),
                row.getDouble("seconds"),
                number(row, "best_error"));
    }

    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : value;
    }
}
