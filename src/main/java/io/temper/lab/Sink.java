package io.temper.lab;

/** A lab data system. */
@FunctionalInterface
public interface Sink {
    /**
     * Hands a result over; returns when the other side has it.
     *
     * @throws RefusedException if it will never take it
     * @throws SinkClosedException if it lets temper in no more
     * @throws Exception for what may pass
     */
    void take(Attempt attempt) throws Exception;
}
