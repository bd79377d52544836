package io.temper.design;

import io.temper.design.Generations.Generation;
import io.temper.fem.FemResult;
import io.temper.goal.Achieved;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.Property;
import io.temper.vaereg.versions.LabelledPoint;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a design knows after a number of steps. Immutable: every step makes a new value, which follows from the old one and the step alone. */
final class DesignState {
    private final DesignRequest request;
    private final Path folder;
    private final Map<String, Candidate> candidates;
    private final Generations generations;
    private final List<DesignEvent> events;
    private DesignStatus status = DesignStatus.QUEUED;
    private @Nullable Decision decision;
    private @Nullable String reason;
    private int decidedAt;
    private int eventsBefore;
    /** Numbers of the evaluations so far. */
    private final BitSet numbers;

    private int steps;

    /** Before the first step. @param model that the design starts with */
    DesignState(DesignRequest request, Path folder, Generation model) {
        this.request = request;
        this.folder = folder;
        candidates = new LinkedHashMap<>();
        generations = new Generations(model);
        events = new ArrayList<>();
        numbers = new BitSet();
    }

    private DesignState(DesignState other) {
        request = other.request;
        folder = other.folder;
        candidates = new LinkedHashMap<>(other.candidates);
        generations = new Generations(other.generations);
        events = new ArrayList<>(other.events);
        status = other.status;
        decision = other.decision;
        reason = other.reason;
        decidedAt = other.decidedAt;
        eventsBefore = other.eventsBefore;
        numbers = (BitSet) other.numbers.clone();
        steps = other.steps;
    }

    /** After one more step. @param better the model that a retraining gave; null for any other step */
    DesignState after(Step step, @Nullable Generation better) {
        DesignState next = new DesignState(this);
        next.steps++;
        next.apply(step, better);
        return next;
    }

    private void apply(Step step, @Nullable Generation better) {
        if (step instanceof Step.Started || step instanceof Step.Resumed) {
            status = DesignStatus.RUNNING;
            reason = null;
        } else if (step instanceof Step.Chosen chosen) {
            chosen.candidates().forEach(c -> candidates.put(c.id(), c));
        } else if (step instanceof Step.Proposed p) {
            candidates.put(p.candidateId(), candidate(p.candidateId()).propose(p.proposal()));
        } else if (step instanceof Step.Evaluated e) {
            evaluated(e);
        } else if (step instanceof Step.SampleEvaluated e) {
            evaluated(e);
        } else if (step instanceof Step.Decided decided) {
            decision = decided.decision();
            decidedAt = evaluations();
            eventsBefore = events.size();
        } else if (step instanceof Step.Retrained retrained) {
            String why = decision instanceof Decision.Retrain r ? r.reason() : "";
            generations.retrained(why, points().size(), retrained.outcome(), better);
            decision = null; // it is carried out
        } else if (step instanceof Step.Told told) {
            events.add(told.event());
        } else if (step instanceof Step.Paused paused) {
            status = DesignStatus.PAUSED;
            reason = paused.reason();
        } else if (step instanceof Step.Ended ended) {
            status = ended.status();
            reason = ended.reason();
        }
    }

    private void evaluated(Step.Evaluated e) {
        Candidate candidate = candidate(e.candidateId());
        Proposal proposal = candidate.pending();
        if (proposal == null) {
            throw new IllegalStateException(
                    "%s has no microstructure that waits for evaluation %d".formatted(e.candidateId(), e.number()));
        }
        FemResult result = e.result();
        Map<Property, Double> errors = result == null ? Map.of() : errors(request, result);
        Merit merit = result == null
                ? null
                : Merit.of(
                        candidate.goals(request.goals()),
                        Achieved.of(result.stiffness(), proposal.microstructure()),
                        request.tolerance());
        Path own = evaluationFolder(e.number(), e.candidateId());
        candidates.put(
                candidate.id(),
                candidate.evaluated(new Evaluation(e.number(), proposal, result, e.failure(), errors, merit, own)));
        numbers.set(e.number());
    }

    private void evaluated(Step.SampleEvaluated e) {
        Microstructure voxels = e.sample().generate(generations.current().card().size());
        generations.add(new SampleEvaluation(
                e.number(), e.sample(), voxels, e.result(), e.failure(), evaluationFolder(e.number(), "sample")));
        numbers.set(e.number());
    }

    /** Verified / target - 1 of the components that are wanted by value [-]. */
    static Map<Property, Double> errors(DesignRequest request, FemResult result) {
        Map<Property, Double> values = request.goals().values();
        return values.isEmpty() ? Map.of() : new DesignTarget(values).errors(result.stiffness());
    }

    /** A folder of an evaluation's own. */
    Path evaluationFolder(int number, String what) {
        return folder.resolve("evaluations").resolve(number + "-" + what);
    }

    DesignStatus status() {
        return status;
    }

    @Nullable String reason() {
        return reason;
    }

    /** What to do next; null before the first decision and once a retraining is over. */
    @Nullable Decision decision() {
        return decision;
    }

    /** Evaluations that there were when it was decided. */
    int decidedAt() {
        return decidedAt;
    }

    List<Candidate> candidates() {
        return List.copyOf(candidates.values());
    }

    /** The candidates of the model in use: only they can be refined, since a latent point means nothing to another model. */
    List<Candidate> current() {
        int generation = generations.all().size() - 1;
        return candidates.values().stream()
                .filter(c -> c.generation() == generation)
                .toList();
    }

    Candidate candidate(String id) {
        Candidate candidate = candidates.get(id);
        if (candidate == null) {
            throw new IllegalArgumentException("candidates are %s, not '%s'".formatted(candidates.keySet(), id));
        }
        return candidate;
    }

    Generations generations() {
        return generations;
    }

    List<DesignEvent> events() {
        return List.copyOf(events);
    }

    int evaluations() {
        return numbers.cardinality();
    }

    boolean isEvaluated(int number) {
        return numbers.get(number);
    }

    /** The smallest number of an evaluation that is yet to be, above another number. */
    int numberAfter(int number) {
        return numbers.nextClearBit(number + 1);
    }

    /** Whether that was told since the last decision. */
    boolean isTold(String stage, String message) {
        return events.subList(eventsBefore, events.size()).stream()
                .anyMatch(e -> e.stage().equals(stage) && e.message().equals(message));
    }

    int steps() {
        return steps;
    }

    Standing standing(double seconds) {
        return new Standing(
                candidates(), evaluations(), seconds, generations.all().size() - 1, generations.retrainings());
    }

    /** The next event. */
    DesignEvent event(Instant time, String stage, String message) {
        OptionalDouble best = candidates.values().stream()
                .mapToDouble(Candidate::worstError)
                .filter(Double::isFinite)
                .min();
        Double error = best.isPresent() ? best.getAsDouble() : null;
        return new DesignEvent(events.size() + 1, time, stage, message, evaluations(), error);
    }

    /** What the model in use can be fine-tuned on: all that was verified since it is, then fresh samples. */
    List<LabelledPoint> points() {
        Stream<LabelledPoint> verified =
                current().stream().flatMap(c -> c.history().stream()).flatMap(e -> Stream.ofNullable(e.point()));
        Stream<LabelledPoint> fresh = generations.samples().stream().flatMap(s -> Stream.ofNullable(s.point()));
        return Stream.concat(verified, fresh).toList();
    }
}
