package io.temper.vaereg.training;

/**
 * An error on the samples that fine-tuning watches; each is NaN where there are no such samples.
 *
 * @param fresh on new ones
 * @param old on old ones
 */
record WatchedError(double fresh, double old) {
    /**
     * Whether this is smaller than the best so far, and what is gained was not paid for elsewhere.
     *
     * @param forgotten by how much the error on the old samples may have grown since the start, as a ratio
     */
    boolean isBetterThan(WatchedError best, WatchedError start, double forgotten) {
        if (Double.isNaN(fresh)) {
            return old < best.old;
        }
        return fresh < best.fresh && !(old > forgotten * start.old);
    }
}
