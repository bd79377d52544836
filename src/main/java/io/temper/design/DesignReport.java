package io.temper.design;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.temper.material.Property;
import io.temper.vaereg.Estimate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A design as it is reported, {@code report.json}: on the command line, by the service and in its folder.
 *
 * @param id the design's id
 * @param target wanted value [GPa] by component
 * @param tolerance largest absolute relative error that counts as met [-]
 * @param reason why the loop ended, one line; null while it runs
 * @param candidates best first: verified ones by error, then the rest
 * @param evaluations FEM evaluations spent, failed ones included
 * @param seconds wall time of the loop [s]
 * @param retrainings of the model, in order; empty if there was none
 * @param provenance seeds, model hash, solver and version, settings, JVM, hardware
 */
public record DesignReport(
        String id,
        Map<Property, Double> target,
        double tolerance,
        DesignStatus status,
        @Nullable String reason,
        List<CandidateReport> candidates,
        int evaluations,
        double seconds,
        List<Retraining> retrainings,
        Map<String, Object> provenance) {
    /** Worst component's error of the best candidate [-]; null before the first verified one. */
    @JsonIgnore
    public @Nullable Double bestError() {
        return candidates.isEmpty() || candidates.get(0).error().isEmpty()
                ? null
                : candidates.get(0).error().values().stream()
                        .mapToDouble(Math::abs)
                        .max()
                        .orElseThrow();
    }

    /**
     * One answer.
     *
     * @param id name of the candidate within the design, for example {@code mode1}
     * @param origin what it came from: {@code mode}, which the model inferred, or {@code sample}, which a label table had
     * @param mode component of the prior that it came from, from 1; null for a sample
     * @param model version of the model that inferred it
     * @param modeWeight pi of that component, 0..1; null for a sample
     * @param sample the labelled sample that it came from; null for a mode
     * @param generator what the generator made it from; null if the model decoded it
     * @param file its voxels, relative to the design's folder; null before it is written
     * @param surrogate what q(c|x) says of it [GPa]
     * @param verified what the solver found [GPa]; empty if no evaluation succeeded
     * @param error verified / target - 1 [-]; empty if no evaluation succeeded
     * @param accepted all errors within tolerance
     * @param hardFraction volume fraction of the hard phase, 0..1
     * @param correlationLength half-correlation length along x, y, z [voxels]
     * @param history every evaluation of this candidate, in order
     * @param solver how the final value was computed; null if no evaluation succeeded
     */
    public record CandidateReport(
            String id,
            String origin,
            @Nullable Integer mode,
            String model,
            @Nullable Double modeWeight,
            NearestSamples.@Nullable Sample sample,
            @Nullable GeneratorPoint generator,
            @Nullable String file,
            Map<Property, Estimate> surrogate,
            Map<Property, Double> verified,
            Map<Property, Double> error,
            boolean accepted,
            double hardFraction,
            List<Double> correlationLength,
            List<Step> history,
            @Nullable SolverNote solver) {}

    /**
     * One evaluation of a candidate.
     *
     * @param number of the evaluation within the design, from 1
     * @param action what made this microstructure: {@code infer}, {@code anneal}, {@code sample}, {@code tune}, {@code trim}
     * @param verified what the solver found [GPa]; empty if it failed
     * @param error verified / target - 1 [-]; empty if it failed
     * @param failure why there is no value; null if there is one
     */
    public record Step(
            int number,
            String action,
            double hardFraction,
            Map<Property, Double> verified,
            Map<Property, Double> error,
            @Nullable String failure) {}

    /**
     * One retraining of the model.
     *
     * @param parent version that was fine-tuned
     * @param reason why
     * @param points labelled points that it was fine-tuned on: what the design had verified, and samples
     * @param version the better model that the design went on with; null if none came of it
     * @param outcome one line: how much better, or why not
     * @param samples every evaluation of a fresh sample
     */
    public record Retraining(
            String parent,
            String reason,
            int points,
            @Nullable String version,
            String outcome,
            List<Sample> samples) {}

    /**
     * One evaluation of a fresh sample.
     *
     * @param number of the evaluation within the design, from 1
     * @param sigma of the filter along x, y, z [voxels]
     * @param seed of its noise
     * @param verified what the solver found of the wanted components [GPa]; empty if it failed
     * @param error verified / target - 1 [-]; empty if it failed
     * @param failure why there is no value; null if there is one
     */
    public record Sample(
            int number,
            List<Double> sigma,
            double hardFraction,
            long seed,
            Map<Property, Double> verified,
            Map<Property, Double> error,
            @Nullable String failure) {}

    /** How a value was computed: iterations per column, residual [-], wall time [s]. */
    public record SolverNote(
            String name, String version, List<Integer> iterations, double residual, double seconds, String logs) {}
}
