package io.temper.design;

import io.temper.material.Property;
import io.temper.vaereg.LabelledPoint;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.ModelVersion;
import io.temper.vaereg.Models;
import io.temper.vaereg.VaeReg;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of one design: what was asked, the candidates, what was decided, and what happened. It is what the routes pass
 * along; {@link DesignLoop} changes it. Safe for use by several threads at once.
 */
public final class DesignRun {
    private static final System.Logger LOG = System.getLogger(DesignRun.class.getName());

    private final String id;
    private final DesignRequest request;
    private final Path folder;
    private final LoopSettings settings;
    private final InstantSource clock;
    private final Map<String, Candidate> candidates = new LinkedHashMap<>();
    private final Generations generations;
    private final List<DesignEvent> events = new ArrayList<>();
    private final List<Consumer<DesignEvent>> listeners = new CopyOnWriteArrayList<>();
    private DesignStatus status = DesignStatus.QUEUED;
    private @Nullable Decision decision;
    private @Nullable String reason;
    private @Nullable Instant started;
    private @Nullable Instant ended;
    private int evaluations;

    /** @param lease of the model to start with; it is the run's from now on, and closed at its end */
    DesignRun(
            String id,
            DesignRequest request,
            Path folder,
            Models.Lease lease,
            LoopSettings settings,
            InstantSource clock) {
        this.id = id;
        this.request = request;
        this.folder = folder;
        this.generations = new Generations(lease);
        this.settings = settings;
        this.clock = clock;
    }

    public String id() {
        return id;
    }

    public DesignRequest request() {
        return request;
    }

    /** Where report, voxel files and solver logs are left. */
    public Path folder() {
        return folder;
    }

    /** The model that proposes candidates: the one that was current when the design was opened, until it is retrained. */
    public synchronized ModelCard model() {
        return generations.current().card();
    }

    /** Which version of the model that is. */
    public synchronized ModelVersion version() {
        return generations.current().version();
    }

    /** The model itself, for {@code vaereg:} and {@code anneal:}; do not close. */
    public synchronized VaeReg vaeReg() {
        if (status.isFinal()) {
            throw new IllegalStateException("design %s has ended and given its model back".formatted(id));
        }
        return generations.model();
    }

    synchronized List<Generations.Generation> generations() {
        return generations.all();
    }

    public LoopSettings settings() {
        return settings;
    }

    public synchronized DesignStatus status() {
        return status;
    }

    /** Why the loop ended, one line; null while it runs. */
    public synchronized @Nullable String reason() {
        return reason;
    }

    /** True until the design has ended. */
    public synchronized boolean isRunning() {
        return !status.isFinal();
    }

    /** The candidates, by falling weight of their modes. */
    public synchronized List<Candidate> candidates() {
        return List.copyOf(candidates.values());
    }

    /** What to do next. */
    public synchronized Decision decision() {
        return Objects.requireNonNull(decision, "nothing was decided yet: verify and decide come first");
    }

    /**
     * The load cases to solve, as {@code fem:} reads them, for example {@code 1,2}: those of the target and, where the model may
     * be retrained, those of all that it predicts, so that whatever is verified is a whole label.
     */
    public String columns() {
        return solved().stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    SortedSet<Integer> solved() {
        SortedSet<Integer> columns = new TreeSet<>(request.target().columns());
        if (request.retrain()) {
            model().properties().stream().map(Property::column).forEach(columns::add);
        }
        return columns;
    }

    /** FEM evaluations so far, failed ones included. */
    public synchronized int evaluations() {
        return evaluations;
    }

    /** Wall time of the loop so far [s]. */
    public synchronized double seconds() {
        if (started == null) {
            return 0;
        }
        return Duration.between(started, ended == null ? clock.instant() : ended)
                        .toNanos()
                * 1e-9;
    }

    /** Whether the budget leaves time to verify one more. */
    public boolean isInTime() {
        return seconds() < request.budget().seconds();
    }

    /** The microstructures to make: one for each candidate that is new or to be improved and has none waiting for verification. */
    public synchronized List<Task> tasks() {
        if (!(decision instanceof Decision.Refine refine)) {
            return standing().current().stream()
                    .filter(c -> c.pending() == null && c.history().isEmpty())
                    .map(c -> new Task(c.mode() != null ? "infer" : c.origin(), c))
                    .toList();
        }
        return refine.candidateIds().stream()
                .map(this::candidate)
                .filter(c -> c.pending() == null)
                .map(c -> new Task(rule().refinement().next(c).orElseThrow(), c))
                .toList();
    }

    /** The microstructures to verify, each with the number and folder of its evaluation, as many as the budget allows. */
    public synchronized List<Verification> pending() {
        List<Verification> pending = new ArrayList<>();
        for (Candidate c : standing().current()) {
            if (c.pending() != null
                    && c.failures() < settings.failures()
                    && evaluations + pending.size() < request.budget().evaluations()) {
                int number = evaluations + pending.size() + 1;
                Path own = folder.resolve("evaluations").resolve(number + "-" + c.id());
                pending.add(new Verification.OfCandidate(number, c.id(), c.pending(), own));
            }
        }
        return pending;
    }

    /** Calls the listener with every later event, on the thread that caused it. */
    public void listen(Consumer<DesignEvent> listener) {
        listeners.add(listener);
    }

    /** Everything that happened so far. */
    public synchronized List<DesignEvent> events() {
        return List.copyOf(events);
    }

    /** The design as it stands. */
    public synchronized DesignReport report() {
        return Reports.of(this);
    }

    DecisionRule rule() {
        PhaseScale scale = new PhaseScale(request.phases(), model().phases());
        return new DecisionRule(request, settings, new Refinement(request, settings, scale));
    }

    synchronized Standing standing() {
        return new Standing(
                candidates(), evaluations, seconds(), generations.all().size() - 1, generations.retrainings());
    }

    /** Samples evaluated for a retraining that is not over yet. */
    synchronized List<SampleEvaluation> samples() {
        return generations.samples();
    }

    synchronized List<RetrainingRecord> retrainings() {
        return generations.retrainings();
    }

    synchronized Candidate candidate(String candidateId) {
        Candidate candidate = candidates.get(candidateId);
        if (candidate == null) {
            throw new IllegalArgumentException(
                    "design %s has candidates %s, not '%s'".formatted(id, candidates.keySet(), candidateId));
        }
        return candidate;
    }

    synchronized void start() {
        status = DesignStatus.RUNNING;
        started = clock.instant();
    }

    synchronized void add(Candidate candidate) {
        candidates.put(candidate.id(), candidate);
    }

    synchronized Candidate change(String candidateId, UnaryOperator<Candidate> step) {
        Candidate changed = step.apply(candidate(candidateId));
        candidates.put(candidateId, changed);
        return changed;
    }

    synchronized Candidate evaluated(String candidateId, Evaluation evaluation) {
        evaluations++;
        return change(candidateId, c -> c.evaluated(evaluation));
    }

    synchronized void evaluated(SampleEvaluation evaluation) {
        evaluations++;
        generations.add(evaluation);
    }

    /** @param better lease of the model to go on with; null to go on with the same */
    synchronized void retrained(String outcome, Models.@Nullable Lease better) {
        String why = decision instanceof Decision.Retrain retrain ? retrain.reason() : "";
        generations.retrained(why, points().size(), outcome, better);
    }

    /** What the model in use can be fine-tuned on: all that was verified since it is, then fresh samples. */
    synchronized List<LabelledPoint> points() {
        Stream<LabelledPoint> verified = standing().current().stream()
                .flatMap(c -> c.history().stream())
                .flatMap(e -> Stream.ofNullable(e.point()));
        Stream<LabelledPoint> fresh = generations.samples().stream().flatMap(s -> Stream.ofNullable(s.point()));
        return Stream.concat(verified, fresh).toList();
    }

    synchronized void decide(Decision next) {
        decision = next;
    }

    synchronized void end(DesignStatus end, String why) {
        status = end;
        reason = why;
        ended = clock.instant();
        generations.close();
    }

    /** Records what happened and tells the listeners. */
    void tell(String stage, String message) {
        DesignEvent event;
        synchronized (this) {
            OptionalDouble best = candidates.values().stream()
                    .mapToDouble(Candidate::worstError)
                    .filter(Double::isFinite)
                    .min();
            event = new DesignEvent(
                    events.size() + 1,
                    clock.instant(),
                    stage,
                    message,
                    evaluations,
                    best.isPresent() ? best.getAsDouble() : null);
            events.add(event);
        }
        for (Consumer<DesignEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                // whoever watches must not be able to end a design
                LOG.log(System.Logger.Level.WARNING, "a listener of design {0} failed: {1}", id, e);
            }
        }
    }
}
