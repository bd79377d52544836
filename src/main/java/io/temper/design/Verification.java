package io.temper.design;

import io.temper.material.Microstructure;
import java.nio.file.Path;

/** A microstructure to solve: a candidate's, or a fresh sample's. */
public sealed interface Verification {
    /** Number of the evaluation within the design, from 1. */
    int number();

    Microstructure microstructure();

    /** A folder of this evaluation's own, for problem, result and solver logs. */
    Path folder();

    /** A candidate's proposal. */
    record OfCandidate(int number, String candidateId, Proposal proposal, Path folder) implements Verification {
        @Override
        public Microstructure microstructure() {
            return proposal.microstructure();
        }
    }

    /** A fresh sample, to be labelled. */
    record OfSample(int number, FreshSample sample, Microstructure microstructure, Path folder)
            implements Verification {}
}
