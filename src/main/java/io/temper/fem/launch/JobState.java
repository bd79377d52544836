package io.temper.fem.launch;

import io.temper.fem.FemException.Reason;
import java.util.Arrays;

/** What has become of a job, by Slurm's names. */
enum JobState {
    /** Waits or runs: every state that is none of the others. */
    LIVE(Reason.CRASHED, "has not ended"),
    COMPLETED(Reason.CRASHED, "has ended"),
    FAILED(Reason.CRASHED, "failed"),
    CANCELLED(Reason.CRASHED, "was cancelled"),
    TIMEOUT(Reason.TIMED_OUT, "ran past Slurm's time limit"),
    DEADLINE(Reason.TIMED_OUT, "ran past its deadline"),
    OUT_OF_MEMORY(Reason.OUT_OF_MEMORY, "used more memory than it was given"),
    NODE_FAIL(Reason.CRASHED, "was on a node that failed"),
    BOOT_FAIL(Reason.CRASHED, "was on a node that did not start"),
    PREEMPTED(Reason.CRASHED, "was preempted");

    final Reason reason;
    final String words;

    JobState(Reason reason, String words) {
        this.reason = reason;
        this.words = words;
    }

    static JobState parse(String name) {
        return Arrays.stream(values())
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElse(LIVE);
    }
}
