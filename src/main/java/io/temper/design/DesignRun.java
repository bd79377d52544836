package io.temper.design;

import io.temper.design.Generations.Generation;
import io.temper.material.Property;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.VaeReg;
import io.temper.vaereg.versions.LabelledPoint;
import io.temper.vaereg.versions.ModelVersion;
import io.temper.vaereg.versions.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One design at work: what was asked, and a {@link DesignState} that changes step by step, each kept by the {@link Journal} before
 * it counts. It is what the routes pass along; {@link DesignLoop} takes the steps. Safe for use by several threads at once.
 */
public final class DesignRun {
    private static final System.Logger LOG = System.getLogger(DesignRun.class.getName());

    /** Takes a report before the step that led to it is kept. */
    @FunctionalInterface
    interface ReportSink {
        void take(DesignReport report) throws IOException;
    }

    private final String id;
    private final DesignRequest request;
    private final Path folder;
    private final LoopSettings settings;
    private final InstantSource clock;
    private final Journal journal;
    /** Held while a step is taken; whoever only looks does not wait for the journal. */
    private final Object recording = new Object();

    private final List<Consumer<DesignEvent>> listeners = new CopyOnWriteArrayList<>();
    private DesignState state;
    private Models.Lease lease;
    private double secondsBefore;
    private @Nullable Instant since;
    private volatile @Nullable Halt halt;

    /** @param lease of the model to start with; it is the run's from now on, and closed at its end */
    DesignRun(
            String id,
            DesignRequest request,
            Path folder,
            Models.Lease lease,
            LoopSettings settings,
            InstantSource clock,
            Journal journal) {
        this.id = id;
        this.request = request;
        this.folder = folder;
        this.lease = lease;
        this.settings = settings;
        this.clock = clock;
        this.journal = journal;
        this.state = new DesignState(request, folder, Generation.of(lease));
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
    public ModelCard model() {
        return state().generations().current().card();
    }

    /** Which version of the model that is. */
    public ModelVersion version() {
        return state().generations().current().version();
    }

    /** The model itself, for {@code vaereg:} and {@code anneal:}; do not close. */
    public synchronized VaeReg vaeReg() {
        if (state.status().isFinal()) {
            throw new IllegalStateException("design %s has ended and given its model back".formatted(id));
        }
        return lease.model();
    }

    public LoopSettings settings() {
        return settings;
    }

    public DesignStatus status() {
        return state().status();
    }

    /** Why the loop ended or rests, one line; null while it runs. */
    public @Nullable String reason() {
        return state().reason();
    }

    /** True until the design has ended. */
    public boolean isRunning() {
        return !status().isFinal();
    }

    /** The candidates, by falling weight of their modes. */
    public List<Candidate> candidates() {
        return state().candidates();
    }

    /** Id of the route that the loop is entered by: {@code infer} at first, where it was interrupted later. */
    public String entry() {
        return agenda().entry(state());
    }

    /** What to do next. */
    public Decision decision() {
        return Objects.requireNonNull(
                state().decision(), "nothing is decided: verify and decide come first, and again after retraining");
    }

    /**
     * The load cases to solve, as {@code fem:} reads them, for example {@code 1,2}: those of the target and, where the model may
     * be retrained, those of all that it predicts, so that whatever is verified is a whole label.
     */
    public String columns() {
        return solved().stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    SortedSet<Integer> solved() {
        SortedSet<Integer> columns = new TreeSet<>(request.goals().columns());
        if (request.retrain()) {
            model().properties().stream().map(Property::column).forEach(columns::add);
        }
        return columns;
    }

    /** FEM evaluations so far, failed ones included. */
    public int evaluations() {
        return state().evaluations();
    }

    /** Wall time of the loop so far, pauses left out [s]. */
    public double seconds() {
        return seconds(clock.instant());
    }

    private synchronized double seconds(Instant now) {
        return since == null
                ? secondsBefore
                : secondsBefore + Duration.between(since, now).toNanos() * 1e-9;
    }

    /** Whether the budget leaves time to verify one more. */
    public boolean isInTime() {
        return seconds() < request.budget().seconds();
    }

    /** The microstructures to make. */
    public List<Task> tasks() {
        return agenda().tasks(state());
    }

    /** The microstructures to verify, each with the number and folder of its evaluation. */
    public List<Verification> pending() {
        return agenda().pending(state());
    }

    /** Calls the listener with every later event, on the thread that caused it. */
    public void listen(Consumer<DesignEvent> listener) {
        listeners.add(listener);
    }

    /** Everything that happened so far. */
    public List<DesignEvent> events() {
        return state().events();
    }

    /** The design as it stands. */
    public DesignReport report() {
        return Reports.of(this, state(), seconds());
    }

    /** Brings the design to rest at the next step, which is finished first. */
    public synchronized void halt(Halt wanted) {
        if (halt == null || halt.kind().compareTo(wanted.kind()) < 0) {
            halt = wanted;
        }
    }

    /** Why the design is to rest; null if it is not. */
    public @Nullable Halt halted() {
        return halt;
    }

    /** Gives the model back; for a design that is left before its end. Any number of times. */
    public synchronized void close() {
        lease.close();
    }

    boolean isDurable() {
        return journal.isDurable();
    }

    DecisionRule rule() {
        return new DecisionRule(request, settings, refinement());
    }

    private Agenda agenda() {
        return new Agenda(request, settings, refinement());
    }

    private Refinement refinement() {
        return new Refinement(request, settings, new PhaseScale(request.phases(), model().phases()));
    }

    synchronized DesignState state() {
        return state;
    }

    Standing standing() {
        return state().standing(seconds());
    }

    /** What the model in use can be fine-tuned on. */
    List<LabelledPoint> points() {
        return state().points();
    }

    /** One of the candidates. */
    public Candidate candidate(String candidateId) {
        return state().candidate(candidateId);
    }

    /**
     * Takes the steps that were taken before.
     *
     * @param models where better models are found again
     * @throws IOException if one of them cannot be loaded
     */
    synchronized void restore(List<Journal.Entry> entries, Models models) throws IOException {
        for (Journal.Entry entry : entries) {
            Generation better = null;
            if (entry.step() instanceof Step.Retrained retrained && retrained.version() != null) {
                Models.Lease next = models.lease(retrained.version());
                lease.close();
                lease = next;
                better = Generation.of(next);
            }
            state = state.after(entry.step(), better);
            secondsBefore = entry.seconds();
        }
    }

    /** Takes a step, with what people are told of it. */
    void record(Step step, String stage, String message) {
        record(step, null, stage, message);
    }

    /** Takes a step that leaves a report. @throws IOException from the sink; the step is not taken then */
    void record(Step step, String stage, String message, ReportSink sink) throws IOException {
        DesignEvent event;
        synchronized (recording) {
            Taken taken = take(step, null, stage, message);
            sink.take(taken.report());
            event = keep(taken);
        }
        tell(event);
    }

    /** Ends a retraining. @param better lease of the model to go on with, the run's from now on; null to go on with the same */
    void retrained(Step.Retrained step, Models.@Nullable Lease better, String message) {
        record(step, better, "retrain", message);
    }

    /** Records what happened, if the design has not ended, and tells the listeners. */
    void tell(String stage, String message) {
        if (isRunning()) {
            record(null, null, stage, message);
        }
    }

    /** The same, unless it was told since the last decision: by a process that is gone. */
    void tellOnce(String stage, String message) {
        if (!state().isTold(stage, message)) {
            tell(stage, message);
        }
    }

    private void record(@Nullable Step step, Models.@Nullable Lease better, String stage, String message) {
        DesignEvent event;
        synchronized (recording) {
            try {
                event = keep(take(step, better, stage, message));
            } catch (RuntimeException e) {
                if (better != null) {
                    better.close();
                }
                throw e;
            }
        }
        tell(event);
    }

    /** Steps that are not kept yet, and the design after them. */
    private record Taken(
            List<Journal.Entry> entries,
            DesignState next,
            DesignReport report,
            DesignEvent event,
            Models.@Nullable Lease better) {}

    private Taken take(@Nullable Step step, Models.@Nullable Lease better, String stage, String message) {
        Instant now = clock.instant();
        double seconds = seconds(now);
        List<Journal.Entry> entries = new ArrayList<>();
        DesignState next = state();
        if (step != null) {
            next = next.after(step, better == null ? null : Generation.of(better));
            entries.add(new Journal.Entry(next.steps(), now, seconds, step));
        }
        DesignEvent event = next.event(now, stage, message);
        Step told = new Step.Told(event);
        next = next.after(told, null);
        entries.add(new Journal.Entry(next.steps(), now, seconds, told));
        return new Taken(entries, next, Reports.of(this, next, seconds), event, better);
    }

    private DesignEvent keep(Taken taken) {
        try {
            journal.append(taken.entries(), taken.report());
        } catch (JournalException e) {
            throw stuck(e);
        }
        synchronized (this) {
            boolean clockRan = since != null;
            boolean clockRuns = taken.next().status() == DesignStatus.RUNNING;
            if (clockRan != clockRuns) {
                secondsBefore = taken.entries().get(0).seconds();
                since = clockRuns ? taken.entries().get(0).time() : null;
            }
            state = taken.next();
            if (taken.better() != null) {
                lease.close();
                lease = taken.better();
            }
            if (state.status().isFinal()) {
                lease.close();
            }
        }
        return taken.event();
    }

    /** Brings a design to rest that its database or its disk fails: to be thrown. */
    RuntimeException stuck(Exception cause) {
        Halt rest = new Halt(Halt.Kind.PAUSE, DesignLoop.message(cause));
        halt(rest);
        LOG.log(System.Logger.Level.WARNING, "design {0} rests: {1}", id, rest.reason());
        return new Halt.Halted(rest);
    }

    private void tell(DesignEvent event) {
        for (Consumer<DesignEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                // whoever watches must not be able to end a design
                LOG.log(System.Logger.Level.WARNING, "a listener of design {0} failed: {1}", id, e);
            }
        }
        checkHalt();
    }

    /** Leads out of the routes if the design is to rest. */
    void checkHalt() {
        Halt wanted = halt;
        if (wanted != null && isRunning() && status() != DesignStatus.PAUSED) {
            throw new Halt.Halted(wanted);
        }
    }

    /** Nothing stands in the way of the last steps. */
    synchronized @Nullable Halt takeHalt() {
        Halt taken = halt;
        halt = null;
        return taken;
    }
}
