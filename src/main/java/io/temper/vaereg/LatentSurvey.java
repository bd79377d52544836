package io.temper.vaereg;

import java.util.List;

/**
 * What the solver found of fields that the model decoded all over the prior: by how much the regressor is off there, and how the
 * properties change with z. The noises of the decoder are fixed, so both are functions of z that can be learnt
 * (docs/adr/0011).
 *
 * @param points latent points whose fields were solved [points][latent]
 * @param correction what must be added to the regressor's standardised properties
 * @param response the standardised properties themselves
 */
public record LatentSurvey(List<List<Double>> points, LatentProcess correction, LatentProcess response) {
    public LatentSurvey {
        points = points.stream().map(List::copyOf).toList();
        if (points.size() != correction.weights().size()
                || points.size() != response.weights().size()) {
            throw new IllegalArgumentException("a survey of %d points with %d and %d weights: one of each is needed"
                    .formatted(
                            points.size(),
                            correction.weights().size(),
                            response.weights().size()));
        }
    }

    /**
     * Learns from solved points.
     *
     * @param z latent points [points][latent]
     * @param said standardised properties by the regressor [points][properties]
     * @param found the same by the solver [points][properties]
     */
    public static LatentSurvey of(double[][] z, double[][] said, double[][] found) {
        List<List<Double>> points = LatentProcess.rounded(z);
        double[][] kept = LatentProcess.matrix(points);
        double[][] off = new double[z.length][];
        for (int i = 0; i < z.length; i++) {
            off[i] = found[i].clone();
            for (int p = 0; p < off[i].length; p++) {
                off[i][p] -= said[i][p];
            }
        }
        return new LatentSurvey(points, LatentProcess.of(kept, off), LatentProcess.of(kept, found));
    }

    /** Both functions, ready to be asked. */
    Fitted fit() {
        double[][] at = LatentProcess.matrix(points);
        return new Fitted(correction.at(at), response.at(at));
    }

    record Fitted(LatentProcess.Fitted correction, LatentProcess.Fitted response) {}
}
