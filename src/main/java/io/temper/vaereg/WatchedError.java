package io.temper.vaereg;

/**
 * An error on the samples that fine-tuning watches; each is NaN where there are no such samples.
 *
 * @param fresh on new ones
 * @param old on old ones
 */
record WatchedError(double fresh, double old) {
    /** By how much the error on the old ones may grow, as a ratio: what is gained must not be paid for elsewhere. */
    private static final double MOST_FORGOTTEN = 1.05;

    /** Whether this is smaller than the best so far without having forgotten too much since the start. */
    boolean isBetterThan(WatchedError best, WatchedError start) {
        if (Double.isNaN(fresh)) {
            return old < best.old;
        }
        return fresh < best.fresh && !(old > MOST_FORGOTTEN * start.old);
    }
}
