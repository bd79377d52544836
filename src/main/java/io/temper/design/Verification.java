package io.temper.design;

import java.nio.file.Path;

/**
 * A microstructure to verify.
 *
 * @param number of the evaluation within the design, from 1
 * @param candidateId whose it is
 * @param folder a folder of this evaluation's own, for problem, result and solver logs
 */
public record Verification(int number, String candidateId, Proposal proposal, Path folder) {}
