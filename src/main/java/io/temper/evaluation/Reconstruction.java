package io.temper.evaluation;

/**
 * How well decode(encode(x)) keeps what matters of x, over some samples.
 *
 * @param fractionError mean absolute error of the hard fraction [-]
 * @param stiffnessError mean absolute relative error of the first property, by the solver [-]
 * @param greyShare share of decoded voxels between 0.1 and 0.9 [-]
 */
public record Reconstruction(int samples, double fractionError, double stiffnessError, double greyShare) {}
