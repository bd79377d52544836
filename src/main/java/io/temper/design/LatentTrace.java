package io.temper.design;

import io.temper.material.Property;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A design's way through the latent space of the model that it uses now, {@code latent.json}. Candidates of an earlier model
 * are left out: its latent space is another one.
 *
 * @param model version of the model
 * @param sha256 hash of its weights
 * @param target what the model was asked for, for its own phases [GPa]
 */
public record LatentTrace(String model, String sha256, Map<Property, Double> target, List<Path> paths) {
    /** Its file within the design's folder. */
    public static final String FILE = "latent.json";

    /**
     * A candidate's points, in the order in which they were proposed.
     *
     * @param mode component of the prior that it came from, from 1; null if it came from a sample
     */
    public record Path(String candidate, @Nullable Integer mode, List<Point> points) {}

    /**
     * A latent point that was decoded.
     *
     * @param number of its evaluation within the design, from 1; null while it waits for it
     * @param action what made it: {@code infer}, {@code anneal}, {@code trim}
     * @param z [latent size]
     * @param error of the worst component [-]; null if there is none
     */
    public record Point(
            @Nullable Integer number,
            String action,
            double[] z,
            @Nullable Double error) {}

    static LatentTrace of(DesignRun run) {
        DesignRequest request = run.request();
        return new LatentTrace(
                run.version().name(),
                run.model().sha256(),
                request.goals().asked().isEmpty() && run.standing().current().isEmpty()
                        ? Map.of()
                        : new PhaseScale(request.phases(), run.model().phases())
                                .toModel(RetrainingSteps.wanted(run))
                                .values(),
                run.standing().current().stream()
                        .map(c -> new Path(
                                c.id(), c.mode() == null ? null : c.mode().index(), points(c)))
                        .toList());
    }

    private static List<Point> points(Candidate candidate) {
        Proposal pending = candidate.pending();
        return Stream.concat(
                        candidate.history().stream().map(LatentTrace::verified),
                        Stream.ofNullable(pending).map(p -> new Point(null, p.action(), p.z(), null)))
                .toList();
    }

    private static Point verified(Evaluation e) {
        return new Point(e.number(), e.proposal().action(), e.proposal().z(), e.succeeded() ? e.worstError() : null);
    }
}
