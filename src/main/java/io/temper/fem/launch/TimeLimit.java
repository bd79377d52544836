package io.temper.fem.launch;

import io.temper.fem.FemException;
import io.temper.fem.FemException.Reason;
import java.time.Duration;

/** Ends a process that takes too long; begins anew with every progress that it is told of. */
final class TimeLimit {
    private final String program;
    private final Duration limit;
    private long start = System.nanoTime();

    TimeLimit(String program, Duration limit) {
        this.program = program;
        this.limit = limit;
    }

    void restart() {
        start = System.nanoTime();
    }

    /** What is left [ns]. @throws FemException TIMED_OUT, if that is nothing */
    long left() throws FemException {
        long left = limit.toNanos() - (System.nanoTime() - start);
        if (left <= 0) {
            throw new FemException(
                    Reason.TIMED_OUT,
                    "%s ran past its time limit of %d s and was ended".formatted(program, limit.toSeconds()));
        }
        return left;
    }
}
