package io.temper.fem.launch;

import io.temper.fem.FemException;
import java.nio.file.Path;

/** Runs commands. Safe for use by several threads at once. */
public interface Launcher {
    /**
     * Runs a command to its end.
     *
     * @return the last of what it wrote to standard error
     * @throws FemException NOT_STARTED, CRASHED (exit code not 0), TIMED_OUT, OUT_OF_MEMORY, CANCELLED (this thread was
     *     interrupted, and still is) or IO; the message ends with what the command said last
     */
    String run(Command command) throws FemException;

    /** Whether a command that was begun before temper itself was ended goes on, so that {@link #run} finds it again. */
    boolean resumes();

    /** Ends what an earlier run may have left at work in a folder, so that it writes there no more. */
    void abandon(Path folder) throws FemException;
}
