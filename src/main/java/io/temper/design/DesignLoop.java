package io.temper.design;

import io.temper.fem.FemResult;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.TwoPointCorrelation;
import io.temper.vaereg.LatentPrior;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.PhaseField;
import io.temper.vaereg.Prediction;
import io.temper.vaereg.VaeReg;
import io.temper.vaereg.versions.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The logic behind the routes' steps. It holds nothing of a single design: that is in {@link DesignRun}.
 *
 * <p>A route sends a design through {@code start}, {@code choose} and {@code begin}, then {@code propose} for each of its tasks; verifies
 * what is pending, each with {@code record}; asks {@code decide}; and goes on, or ends with {@code accept} or {@code stop}.
 */
public final class DesignLoop {
    private final Models models;
    private final LoopSettings settings;
    private final InstantSource clock;
    private final RetrainingSteps retraining;
    private final CandidateSteps candidates;

    /** Designs with one model. */
    public DesignLoop(VaeReg model) {
        this(Models.of(model));
    }

    /** Designs with the current model; fresh samples for retraining are made like the candidates. */
    public DesignLoop(Models models) {
        this(models, new MorphologyCentres());
    }

    /** The same, and labelled samples are candidates beside the modes. */
    public DesignLoop(Models models, NearestSamples samples) {
        this(models, samples, (Path) null);
    }

    /** @param centres where fresh samples for retraining are made */
    public DesignLoop(Models models, SampleCentres centres) {
        this(models, centres, LoopSettings.DEFAULT, InstantSource.system());
    }

    /**
     * The same; where goals are not components by value, the model is asked for the stiffness of composites that are known.
     *
     * @param labels a label table; null or missing for none
     */
    public DesignLoop(Models models, NearestSamples samples, @Nullable Path labels) {
        this(
                models,
                new MorphologyCentres(),
                new CandidateSteps(LoopSettings.DEFAULT, samples, new LabelledStiffness.Table(labels)),
                LoopSettings.DEFAULT,
                InstantSource.system());
    }

    DesignLoop(Models models, SampleCentres centres, LoopSettings settings, InstantSource clock) {
        this(
                models,
                centres,
                new CandidateSteps(settings, NearestSamples.NONE, new LabelledStiffness.Table(null)),
                settings,
                clock);
    }

    private DesignLoop(
            Models models,
            SampleCentres centres,
            CandidateSteps candidates,
            LoopSettings settings,
            InstantSource clock) {
        this.models = models;
        this.candidates = candidates;
        this.settings = settings;
        this.clock = clock;
        this.retraining = new RetrainingSteps(models, centres);
    }

    /**
     * A new design, not yet started. It keeps the model that is current now.
     *
     * @param folder made if it is missing
     * @throws IllegalArgumentException if the phases or the model cannot reach the target, or the model cannot be retrained for
     *     the phases as it may be
     * @throws IOException if the model cannot be loaded or the folder cannot be written
     */
    public DesignRun open(String id, DesignRequest request, Path folder) throws IOException {
        return open(id, request, folder, Journal.NONE);
    }

    /**
     * The same with a journal: if it has steps, the design stands where they left it, with the model that it was started with.
     *
     * @throws JournalException if the journal cannot be read
     */
    public DesignRun open(String id, DesignRequest request, Path folder, Journal journal) throws IOException {
        List<Journal.Entry> entries = journal.entries();
        request.goals().checkReachable(request.phases());
        Models.Lease lease = model(entries);
        DesignRun run = new DesignRun(id, request, folder, lease, settings, clock, journal);
        try {
            check(lease.model().card(), request);
            run.restore(entries, models);
            for (Candidate c : run.candidates()) {
                if (c.best().isPresent()) {
                    DesignFolder.writeVoxels(
                            run, c, c.base().microstructure()); // the step was kept, its files perhaps not
                }
            }
            DesignFolder.writeReport(run, run.report());
            return run;
        } catch (Halt.Halted e) {
            run.close();
            throw new IOException(e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            run.close();
            throw e;
        }
    }

    /** The model that a design was started with; the current one if it was not. */
    private Models.Lease model(List<Journal.Entry> entries) throws IOException {
        if (entries.isEmpty() || !(entries.get(0).step() instanceof Step.Started started)) {
            return models.current();
        }
        Models.Lease lease = models.lease(started.model());
        if (!lease.model().card().sha256().equals(started.sha256())) {
            lease.close();
            throw new IllegalStateException(
                    "the design was started with another model of the name %s: design anew".formatted(started.model()));
        }
        return lease;
    }

    /**
     * Refuses what {@link #open} would refuse, without a trace.
     *
     * @throws IllegalArgumentException if the phases or the model cannot reach the target, or the model cannot be retrained
     * @throws IOException if the model cannot be loaded
     */
    public void check(DesignRequest request) throws IOException {
        request.goals().checkReachable(request.phases());
        try (Models.Lease lease = models.current()) {
            check(lease.model().card(), request);
        }
    }

    private static void check(ModelCard card, DesignRequest request) {
        checkKnows(card, request);
        if (request.retrain() && !request.phases().equals(card.phases())) {
            throw new IllegalArgumentException(
                    "the model was trained for %s and cannot be retrained for other phases: design without retraining, or train a model for these phases"
                            .formatted(card.phases()));
        }
    }

    static void checkKnows(ModelCard card, DesignRequest request) {
        request.goals().asked().map(t -> t.values().keySet()).orElse(Set.of()).forEach(p -> {
            if (!card.properties().contains(p)) {
                throw new IllegalArgumentException(
                        "the model knows %s, not %s: design for those, or train a model on %s"
                                .formatted(card.properties(), p, p));
            }
        });
    }

    /** The clock starts, or goes on where the design was left. */
    public void start(DesignRun run) {
        if (run.state().steps() > 0) {
            run.record(
                    new Step.Resumed(),
                    "design",
                    "the design goes on after %d evaluations".formatted(run.evaluations()));
            return;
        }
        DesignRequest request = run.request();
        run.record(
                new Step.Started(run.version().name(), run.version().sha256()),
                "design",
                "design for %s within %s".formatted(request.goals(), DecisionRule.percent(request.tolerance())));
        if (!request.phases().equals(run.model().phases())) {
            run.tell(
                    "design",
                    "the model was trained for other phases (%s): its guesses are starting points only, refinement leans on the solver"
                            .formatted(run.model().phases()));
        }
    }

    /** What to ask the model for, one after the other; those that have a candidate already are left out. */
    public List<Guide> guides(DesignRun run) throws IOException {
        return candidates.guides(run);
    }

    /** What to ask the model for: the guide, carried over to the phases that the model was trained with. */
    public DesignTarget modelTarget(DesignRun run, Guide guide) {
        return candidates.modelTarget(run, guide);
    }

    /** The modes of p(z|c*) worth following. */
    public List<LatentPrior.Mode> choose(DesignRun run, LatentPrior prior) {
        return candidates.choose(run, prior);
    }

    /** The modes of a guide worth following: all that are, if the target itself is asked; else the likeliest, since guides are many. */
    public List<LatentPrior.Mode> choose(DesignRun run, Guide guide, LatentPrior prior) {
        return candidates.choose(run, guide, prior);
    }

    /** Modes of a guide become candidates. */
    public void begin(DesignRun run, Guide guide, List<LatentPrior.Mode> modes) {
        candidates.begin(run, guide, modes);
    }

    /** Modes become candidates. */
    public void begin(DesignRun run, List<LatentPrior.Mode> modes) {
        candidates.begin(run, modes);
    }

    /**
     * Labelled samples near the target become candidates, where several components are wanted: one component the modes meet, and
     * trimming brings it home.
     *
     * @throws IOException if the labels cannot be read
     */
    public void retrieve(DesignRun run) throws IOException {
        candidates.retrieve(run);
    }

    /**
     * The microstructure that the request starts from becomes a candidate, if there is one: as it is, at the point of the latent
     * space that it is encoded as.
     *
     * @throws IOException if it is not in the design's folder
     */
    public void welcome(DesignRun run) throws IOException {
        candidates.welcome(run);
    }

    /** The microstructure that the request starts from. @throws IOException if it is not in the design's folder */
    public Microstructure given(DesignRun run) throws IOException {
        return candidates.given(run);
    }

    /** A field of which a microstructure is the threshold at zero: trimming takes from its interfaces, or adds to them. */
    public PhaseField field(Microstructure voxels) {
        return PhaseField.around(voxels);
    }

    /**
     * Keeps the microstructure that a request starts from in the folder of the design to come.
     *
     * @throws IllegalArgumentException if it is not of the model's size
     * @throws IOException if it cannot be written, or the model cannot be loaded
     */
    public void keepStart(Microstructure voxels, Path folder) throws IOException {
        int n;
        try (Models.Lease lease = models.current()) {
            n = lease.model().card().size();
        }
        if (voxels.nx() != n || voxels.ny() != n || voxels.nz() != n) {
            throw new IllegalArgumentException(
                    "the microstructure to start from has %d x %d x %d voxels, the model %d x %d x %d: resample it"
                            .formatted(voxels.nx(), voxels.ny(), voxels.nz(), n, n, n));
        }
        DesignFolder.writeStart(folder, voxels);
    }

    /** What {@link #keepStart} kept in the folder of a design. @throws IOException if it is not there */
    public Microstructure keptStart(DesignRequest request, Path folder) throws IOException {
        return DesignFolder.readStart(folder, java.util.Objects.requireNonNull(request.start()));
    }

    /** Where the generator may make a better microstructure than a candidate's best. */
    public GeneratorPoint tune(DesignRun run, Task task) {
        Refinement refinement = run.rule().refinement();
        GeneratorSearch search = refinement.tuning(task.candidate());
        GeneratorPoint found = search.run(run.vaeReg());
        return found.equals(search.start()) ? refinement.another(task.candidate()) : found;
    }

    /** The field that the generator makes of a point, of the model's size. */
    public PhaseField field(DesignRun run, GeneratorPoint point) {
        return point.field(run.model().size());
    }

    /**
     * Puts a new microstructure of a candidate up for verification.
     *
     * @param z the latent point that it was decoded from; null if the generator made it
     * @param point what the generator made it from; null if the model decoded it, or it is the candidate's best one trimmed
     */
    public void propose(
            DesignRun run,
            Task task,
            double @Nullable [] z,
            PhaseField field,
            Microstructure microstructure,
            Prediction surrogate,
            @Nullable GeneratorPoint point) {
        Proposal proposal = new Proposal(
                task.action(),
                z == null ? surrogate.latent() : z,
                field,
                microstructure,
                surrogate,
                TwoPointCorrelation.of(microstructure).correlationLengths(),
                point != null ? point : trimmed(task, microstructure));
        String id = task.candidate().id();
        run.record(new Step.Proposed(id, proposal), task.action(), "%s: %s".formatted(id, microstructure));
    }

    private static @Nullable GeneratorPoint trimmed(Task task, Microstructure microstructure) {
        GeneratorPoint base =
                task.candidate().best().map(e -> e.proposal().point()).orElse(null);
        return base == null ? null : base.withFraction(microstructure.hardFraction());
    }

    /** Records what a solver's step gave: a {@link FemResult}, or the exception that it ended with. */
    public void record(DesignRun run, Verification verification, Object outcome) throws IOException {
        VerificationSteps.record(run, verification, outcome);
    }

    /** Decides what comes next. */
    public void decide(DesignRun run) throws IOException {
        Decision decision = run.rule().decide(run.standing());
        run.record(
                new Step.Decided(decision),
                "decide",
                describe(decision),
                report -> DesignFolder.writeReport(run, report));
    }

    private static String describe(Decision decision) {
        if (decision instanceof Decision.Accept accept) {
            return "accept: " + accept.reason();
        } else if (decision instanceof Decision.Stop stop) {
            return "stop: " + stop.reason();
        } else if (decision instanceof Decision.Retrain retrain) {
            return "retrain: " + retrain.reason();
        }
        return "refine " + String.join(", ", ((Decision.Refine) decision).candidateIds());
    }

    /** What to anneal for a candidate. */
    public LatentSearch search(DesignRun run, Task task) {
        return run.rule().refinement().search(task.candidate());
    }

    /** The hard fraction to trim a candidate's field to, 0..1. */
    public double fraction(DesignRun run, Task task) {
        return run.rule().refinement().fraction(task.candidate()).orElseThrow();
    }

    /** Fresh microstructures to label, near the target. */
    public List<Verification> samples(DesignRun run) {
        return retraining.samples(run);
    }

    /** What to fine-tune the model on: all that the design has verified, and the fresh samples. */
    public RetrainingTask retrainingTask(DesignRun run) {
        return retraining.task(run);
    }

    /**
     * Records what a retraining gave, a {@link Retrainer.Outcome} or the exception that it ended with. A better model is the
     * design's from now on, and the current one, if its parent still is.
     *
     * @return whether there is a new model to infer from
     */
    public boolean retrained(DesignRun run, Object outcome) throws IOException {
        run.checkHalt();
        boolean better = retraining.retrained(run, outcome);
        DesignFolder.writeReport(run, run.report());
        return better;
    }

    /** Ends a design whose target was met. */
    public void accept(DesignRun run) throws IOException {
        EndSteps.accept(run);
    }

    /** Ends a design with the best so far; it has failed if nothing could be verified. */
    public void stop(DesignRun run) throws IOException {
        EndSteps.stop(run);
    }

    /** Ends a design that something unforeseen broke; one that is to rest is left as it is, for {@link #rest}. */
    public void fail(DesignRun run, Exception cause) {
        EndSteps.fail(run, cause);
    }

    /**
     * Puts a design that has left the routes since it was halted to rest, as the halt says, and gives its model back. To be called
     * again if the journal fails.
     *
     * @throws JournalException if the journal cannot be written
     */
    public void rest(DesignRun run, Halt halt) {
        EndSteps.rest(run, halt);
    }

    static String message(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
