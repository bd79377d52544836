package io.temper.design;

import java.time.Instant;
import java.util.List;

/** Where the steps of one design are kept, so that it can go on from the last of them. */
public interface Journal {
    /** Keeps nothing: for designs that end with their process. */
    Journal NONE = new Journal() {
        @Override
        public List<Entry> entries() {
            return List.of();
        }

        @Override
        public void append(List<Entry> entries, DesignReport after) {}

        @Override
        public boolean isDurable() {
            return false;
        }
    };

    /**
     * A step that was taken.
     *
     * @param number 1, 2, 3 ... within the design
     * @param seconds wall time that the design had spent by then [s]; it stands while nobody works at it
     */
    record Entry(int number, Instant time, double seconds, Step step) {}

    /** All entries, in order. @throws JournalException if they cannot be read */
    List<Entry> entries();

    /**
     * Keeps further entries, all or none; when this returns they outlive the process.
     *
     * @param after the design as it stands after them
     * @throws JournalException if they are not kept, and waiting has not helped
     */
    void append(List<Entry> entries, DesignReport after);

    /** Whether a design can be left and taken up again. */
    default boolean isDurable() {
        return true;
    }
}
