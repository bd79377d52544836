package io.temper.vaereg;

import java.util.Map;

/**
 * What training gives.
 *
 * @param arrays weights of encoder, generator and decoder, by name
 * @param validationLoss best loss of the joint stage on the validation part [-]
 */
public record TrainedWeights(NetworkShape shape, Map<String, float[]> arrays, double validationLoss) {}
