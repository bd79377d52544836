package io.temper.report;

import io.temper.design.LatentTrace;
import io.temper.vaereg.LatentPrior;
import io.temper.vaereg.map.LatentMap;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A design on the map of its model's latent space; all places are in the plane of the first two principal components.
 *
 * @param model version of the model
 * @param explained share of the training samples' variance along each axis, 0..1
 * @param samples encoded training samples with their C11 [GPa]
 * @param modes of p(z|c*), by falling weight
 * @param paths of the candidates
 */
public record LatentView(
        String model, List<Double> explained, List<LatentMap.Sample> samples, List<Mode> modes, List<Path> paths) {
    /** A mode's mean and spread in the plane. */
    public record Mode(int index, double weight, double x, double y, LatentMap.Spread spread) {}

    /** A candidate's points. */
    public record Path(String candidate, @Nullable Integer mode, List<Point> points) {}

    /** A decoded point: number of its evaluation, null while it waits; what made it; its worst error [-], if it has one. */
    public record Point(
            @Nullable Integer number,
            String action,
            double x,
            double y,
            @Nullable Double error) {}

    /** @param prior p(z|c*) for the trace's target */
    public static LatentView of(LatentMap map, LatentPrior prior, LatentTrace trace) {
        return new LatentView(
                trace.model(),
                Arrays.stream(map.explained()).boxed().toList(),
                map.samples(),
                prior.modes().stream().map(m -> mode(map, m)).toList(),
                trace.paths().stream().map(p -> path(map, p)).toList());
    }

    private static Mode mode(LatentMap map, LatentPrior.Mode mode) {
        double[] p = map.project(mode.mean());
        return new Mode(mode.index(), mode.weight(), p[0], p[1], map.spread(mode));
    }

    private static Path path(LatentMap map, LatentTrace.Path path) {
        return new Path(
                path.candidate(),
                path.mode(),
                path.points().stream().map(p -> point(map, p)).toList());
    }

    private static Point point(LatentMap map, LatentTrace.Point point) {
        double[] p = map.project(point.z());
        return new Point(point.number(), point.action(), p[0], p[1], point.error());
    }
}
