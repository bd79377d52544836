package io.temper.fem.adapter;

import io.temper.fem.FemException;
import io.temper.fem.FemListener;
import java.util.List;

/** A way to solve many problems that is cheaper than one after the other. */
interface Batch {
    /** How many problems to give it at once. */
    int size();

    /** How many of the adapter's permits it needs. */
    int permits();

    /**
     * Solves them, each at most once.
     *
     * @throws FemException CANCELLED; other failures are told to the listener
     */
    void run(List<EvaluationFolder> evaluations, FemListener listener) throws FemException;
}
