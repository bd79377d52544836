package io.temper.store;

import io.temper.design.DesignReport;
import java.sql.Connection;
import java.sql.SQLException;

/** Hears of a design's end, so that what follows from it is kept with it, or not at all. */
@FunctionalInterface
public interface DesignEnd {
    /** Nothing follows. */
    DesignEnd NONE = (transaction, report, json) -> {};

    /**
     * @param transaction that stores the report
     * @param json the report as {@code report.json} has it
     */
    void ended(Connection transaction, DesignReport report, String json) throws SQLException;
}
