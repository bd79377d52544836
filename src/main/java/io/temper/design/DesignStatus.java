package io.temper.design;

/** Where a design stands. */
public enum DesignStatus {
    QUEUED,
    RUNNING,
    /** Every wanted component of at least one candidate is within tolerance, and no better use of the budget was left. */
    SUCCEEDED,
    /** The budget was spent, or nothing more could be done; the best so far is kept with the reason. */
    STOPPED,
    /** Nothing could be verified; the reason says why. */
    FAILED;

    /** True once the design will not change any more. */
    public boolean isFinal() {
        return this != QUEUED && this != RUNNING;
    }
}
