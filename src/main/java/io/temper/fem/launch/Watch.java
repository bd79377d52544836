package io.temper.fem.launch;

import io.temper.fem.FemException;

/** Looks after a process while it runs, several times a second. */
@FunctionalInterface
public interface Watch {
    /**
     * Looks once.
     *
     * @return whether there was progress: the time limit then starts anew
     * @throws FemException if the process must be ended
     */
    boolean look() throws FemException;
}
