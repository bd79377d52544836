package io.temper.design;

import java.io.IOException;

/** How designs end, and how they are put to rest. */
final class EndSteps {
    private static final System.Logger LOG = System.getLogger(EndSteps.class.getName());

    private EndSteps() {}

    static void accept(DesignRun run) throws IOException {
        end(run, "accept", DesignStatus.SUCCEEDED, ((Decision.Accept) run.decision()).reason());
    }

    static void stop(DesignRun run) throws IOException {
        boolean verified = run.candidates().stream().anyMatch(c -> c.best().isPresent());
        end(
                run,
                "stop",
                verified ? DesignStatus.STOPPED : DesignStatus.FAILED,
                ((Decision.Stop) run.decision()).reason());
    }

    static void fail(DesignRun run, Exception cause) {
        if (run.halted() != null) {
            return;
        }
        LOG.log(System.Logger.Level.DEBUG, "design " + run.id() + " failed", cause);
        endAnyhow(run, DesignStatus.FAILED, DesignLoop.message(unwrapped(cause)));
    }

    /** Camel wraps what a part of a split threw in the number of that part, which says nothing to people. */
    private static Exception unwrapped(Exception e) {
        return e.getClass().getName().startsWith("org.apache.camel.") && e.getCause() instanceof Exception cause
                ? unwrapped(cause)
                : e;
    }

    static void rest(DesignRun run, Halt halt) {
        run.takeHalt();
        try {
            switch (halt.kind()) {
                case LEAVE -> {}
                case PAUSE -> run.record(new Step.Paused(halt.reason()), "design", "paused: " + halt.reason());
                case CANCEL -> endAnyhow(run, DesignStatus.CANCELLED, halt.reason());
            }
        } catch (Halt.Halted e) {
            throw new JournalException(DesignLoop.message(e), e);
        }
        run.close();
    }

    private static void endAnyhow(DesignRun run, DesignStatus status, String reason) {
        try {
            end(run, "design", status, reason);
        } catch (IOException e) {
            // most likely what broke the design; the status is set all the same
            LOG.log(System.Logger.Level.WARNING, "the report of design {0} cannot be written: {1}", run.id(), e);
            run.record(new Step.Ended(status, reason), "design", status.json() + ": " + reason);
        }
    }

    private static void end(DesignRun run, String stage, DesignStatus status, String reason) throws IOException {
        run.record(
                new Step.Ended(status, reason),
                stage,
                status.json() + ": " + reason,
                report -> DesignFolder.writeReport(run, report));
    }
}
