package io.temper.events;

import io.temper.lab.LabResult;
import java.sql.Connection;
import java.sql.SQLException;

/** Where results are left to be handed on. */
@FunctionalInterface
public interface ResultOutbox {
    /** Hands nothing on. */
    ResultOutbox NONE = (connection, result) -> {};

    /** Within the transaction that records the result: both are kept, or neither. */
    void put(Connection connection, LabResult result) throws SQLException;
}
