package io.temper.design;

import io.temper.fem.FemException;
import io.temper.fem.FemResult;
import io.temper.goal.Achieved;
import io.temper.goal.Goals;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.Property;
import io.temper.material.TwoPointCorrelation;
import io.temper.vaereg.LatentPrior;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.Models;
import io.temper.vaereg.PhaseField;
import io.temper.vaereg.Prediction;
import io.temper.vaereg.VaeReg;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The logic behind the routes' steps. It holds nothing of a single design: that is in {@link DesignRun}.
 *
 * <p>A route sends a design through {@code start}, {@code choose} and {@code begin}, then {@code propose} for each of its tasks; verifies
 * what is pending, each with {@code record}; asks {@code decide}; and goes on, or ends with {@code accept} or {@code stop}.
 */
public final class DesignLoop {
    private static final System.Logger LOG = System.getLogger(DesignLoop.class.getName());
    /** Guides to look at for each that is followed, where the geometry decides. */
    private static final int SCREENED = 4;

    private final Models models;
    private final LoopSettings settings;
    private final InstantSource clock;
    private final RetrainingSteps retraining;
    private final NearestSamples samples;
    private LabelledStiffness.Source labels = new LabelledStiffness.Table(null);

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
        this(models, new MorphologyCentres(), samples, LoopSettings.DEFAULT, InstantSource.system());
    }

    /** @param centres where fresh samples for retraining are made */
    public DesignLoop(Models models, SampleCentres centres) {
        this(models, centres, LoopSettings.DEFAULT, InstantSource.system());
    }

    /**
     * The same; where goals are not components by value, the model is asked for the stiffness of composites that are known.
     *
     * @param labels a label table; may be missing
     */
    public DesignLoop(Models models, NearestSamples samples, Path labels) {
        this(models, samples);
        this.labels = new LabelledStiffness.Table(labels);
    }

    DesignLoop(Models models, SampleCentres centres, LoopSettings settings, InstantSource clock) {
        this(models, centres, NearestSamples.NONE, settings, clock);
    }

    private DesignLoop(
            Models models, SampleCentres centres, NearestSamples samples, LoopSettings settings, InstantSource clock) {
        this.models = models;
        this.samples = samples;
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
        DesignRequest request = run.request();
        Optional<DesignTarget> asked = request.goals().asked();
        if (asked.isPresent()) {
            return List.of(new Guide(1, 1, asked.get(), List.of()));
        }
        ModelCard card = run.model();
        PhaseScale scale = new PhaseScale(request.phases(), card.phases());
        boolean screened =
                request.goals().all().stream().anyMatch(g -> g.quantity().isGeometric());
        List<Guide> guides = new Guides(request, card.properties(), scale)
                .choose(labels.of(card.phases()), settings.keepModes() * (screened ? SCREENED : 1));
        return (screened ? screen(run, guides) : guides)
                .stream()
                        .filter(g -> run.standing().current().stream()
                                .map(Candidate::guide)
                                .allMatch(known -> known == null || known.index() != g.index()))
                        .toList();
    }

    /** Keeps the guides whose decoded microstructures come nearest to what is asked of their geometry. */
    private List<Guide> screen(DesignRun run, List<Guide> guides) {
        Goals goals = run.request().goals();
        double[] range = goals.fractions();
        Map<Guide, Double> misfits = new LinkedHashMap<>();
        for (Guide guide : guides) {
            LatentPrior.Mode mode =
                    run.vaeReg().prior(modelTarget(run, guide)).modes().get(0);
            PhaseField field = run.vaeReg().decode(List.of(mode.mean())).get(0);
            double fraction = Math.max(range[0], Math.min(range[1], field.hardFraction()));
            Achieved shown =
                    Achieved.of(fraction == field.hardFraction() ? field.microstructure() : field.atFraction(fraction));
            misfits.put(guide, goals.misfit(shown, run.request().tolerance()));
        }
        List<Guide> kept = misfits.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .limit(settings.keepModes())
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparingInt(Guide::index))
                .toList();
        long met = misfits.values().stream()
                .filter(m -> m <= run.request().tolerance())
                .count();
        run.tellOnce(
                "infer",
                "%d of %d decoded microstructures keep to the geometry that is asked for; %d are followed"
                        .formatted(met, guides.size(), kept.size()));
        List<Guide> numbered = new ArrayList<>();
        kept.forEach(g -> numbered.add(new Guide(numbered.size() + 1, kept.size(), g.target(), g.bounds())));
        return numbered;
    }

    /** What to ask the model for: the guide, carried over to the phases that the model was trained with. */
    public DesignTarget modelTarget(DesignRun run, Guide guide) {
        return new PhaseScale(run.request().phases(), run.model().phases()).toModel(guide.target());
    }

    /** The modes of p(z|c*) worth following. */
    public List<LatentPrior.Mode> choose(DesignRun run, LatentPrior prior) {
        List<LatentPrior.Mode> modes = prior.modes();
        List<LatentPrior.Mode> chosen = IntStream.range(0, modes.size())
                .filter(k -> k < settings.keepModes() || modes.get(k).weight() >= settings.keepWeight())
                .mapToObj(modes::get)
                .toList();
        return chosen;
    }

    /** The modes of a guide worth following: all that are, if the target itself is asked; else the likeliest, since guides are many. */
    public List<LatentPrior.Mode> choose(DesignRun run, Guide guide, LatentPrior prior) {
        List<LatentPrior.Mode> chosen = choose(run, prior);
        return run.request().goals().asked().isPresent() ? chosen : chosen.subList(0, 1);
    }

    /** Modes of a guide become candidates. */
    public void begin(DesignRun run, Guide guide, List<LatentPrior.Mode> modes) {
        if (run.request().goals().asked().isPresent()) {
            begin(run, modes);
            return;
        }
        int generation = run.standing().generation();
        String id = "guide" + guide.index() + (generation == 0 ? "" : "-r" + generation);
        Candidate candidate = new Candidate(id, modes.get(0), null, generation, null, List.of(), guide);
        run.record(
                new Step.Chosen(List.of(candidate)),
                "infer",
                "%s becomes a candidate: it asks for %s GPa%s"
                        .formatted(
                                id,
                                rounded(guide.target()),
                                guide.bounds().isEmpty() ? "" : ", within " + Goals.join(guide.bounds())));
    }

    private static String rounded(DesignTarget target) {
        StringBuilder s = new StringBuilder();
        target.values()
                .forEach((p, v) ->
                        s.append(s.isEmpty() ? "" : ", ").append(String.format(Locale.ROOT, "%s %.3g", p, v)));
        return s.toString();
    }

    /** Modes become candidates. */
    public void begin(DesignRun run, List<LatentPrior.Mode> modes) {
        int generation = run.standing().generation();
        List<Candidate> candidates = new ArrayList<>();
        for (LatentPrior.Mode mode : modes) {
            String id = "mode" + mode.index() + (generation == 0 ? "" : "-r" + generation);
            candidates.add(new Candidate(id, mode, generation, null, List.of()));
        }
        run.record(new Step.Chosen(candidates), "infer", "%d modes become candidates".formatted(modes.size()));
    }

    /**
     * Labelled samples near the target become candidates, where several components are wanted: one component the modes meet, and
     * trimming brings it home.
     *
     * @throws IOException if the labels cannot be read
     */
    public void retrieve(DesignRun run) throws IOException {
        int generation = run.standing().generation();
        boolean done = run.candidates().stream().anyMatch(c -> c.sample() != null);
        Optional<DesignTarget> plain = run.request().goals().plain();
        if (plain.isEmpty() || plain.get().values().size() == 1 || generation > 0 || done) {
            return;
        }
        DesignTarget target = new PhaseScale(run.request().phases(), run.model().phases()).toModel(plain.get());
        List<NearestSamples.Sample> near = samples.near(target, run.model().phases(), settings.samples());
        if (!near.isEmpty()) {
            run.record(
                    new Step.Chosen(near.stream()
                            .map(s -> new Candidate("sample" + s.index(), null, s, generation, null, List.of(), null))
                            .toList()),
                    "infer",
                    "%d labelled samples become candidates beside them, the nearest %s off"
                            .formatted(
                                    near.size(),
                                    DecisionRule.percent(near.get(0).error())));
        }
    }

    /**
     * The microstructure that the request starts from becomes a candidate, if there is one: as it is, at the point of the latent
     * space that it is encoded as.
     *
     * @throws IOException if it is not in the design's folder
     */
    public void welcome(DesignRun run) throws IOException {
        String start = run.request().start();
        boolean done = run.candidates().stream().anyMatch(c -> c.origin().equals(Candidate.GIVEN));
        if (start == null || done || run.standing().generation() > 0) {
            return;
        }
        Microstructure voxels = given(run);
        Prediction prediction = run.vaeReg().predict(List.of(voxels)).get(0);
        Map<Property, Double> values = new EnumMap<>(Property.class);
        run.model().properties().forEach(p -> values.put(p, prediction.mean(p)));
        // as wide as the model takes microstructures of this stiffness to be spread
        double[] logVariance =
                run.vaeReg().prior(new DesignTarget(values)).modes().get(0).logVariance();
        LatentPrior.Mode mode = new LatentPrior.Mode(0, 1, prediction.latent(), logVariance);
        run.record(
                new Step.Chosen(List.of(new Candidate(Candidate.GIVEN, mode, 0, null, List.of()))),
                "infer",
                "what was given becomes a candidate: %s".formatted(voxels));
    }

    /** The microstructure that the request starts from. @throws IOException if it is not in the design's folder */
    public Microstructure given(DesignRun run) throws IOException {
        return DesignFolder.readStart(
                run.folder(), Objects.requireNonNull(run.request().start()));
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
        if (outcome instanceof FemException e && e.reason() == FemException.Reason.CANCELLED) {
            run.checkHalt(); // it was ended since the design is to rest: no failure
        }
        if (run.isDurable() && outcome instanceof FemException e) {
            if (e.reason() == FemException.Reason.IO) {
                throw run.stuck(e);
            } else if (isEnding()) { // and ends its solvers
                run.halt(new Halt(Halt.Kind.LEAVE, "temper was stopped"));
                run.checkHalt();
            }
        }
        if (outcome instanceof FemResult result
                && result.stiffness()
                        .solvedColumns()
                        .containsAll(run.request().goals().columns())) {
            succeeded(run, verification, result);
        } else if (outcome instanceof Exception e) {
            failed(run, verification, message(e));
        } else {
            failed(
                    run,
                    verification,
                    "the solver's step gave no stiffness for %s: %s"
                            .formatted(run.request().goals(), outcome));
        }
    }

    /** Whether this JVM is shutting down. */
    private static boolean isEnding() {
        Thread hook = new Thread();
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** Voxels are written before the step is kept: what a report names is there, even if the design rests with this step. */
    private static void succeeded(DesignRun run, Verification verification, FemResult result) throws IOException {
        if (verification instanceof Verification.OfSample s) {
            Step step = new Step.SampleEvaluated(s.number(), s.sample(), result, null);
            run.record(step, "verify", found(run, "sample", result, s.microstructure()));
            return;
        }
        Verification.OfCandidate v = (Verification.OfCandidate) verification;
        Candidate candidate = run.candidate(v.candidateId());
        DesignRequest request = run.request();
        Merit merit = Merit.of(
                candidate.goals(request.goals()),
                Achieved.of(result.stiffness(), v.microstructure()),
                request.tolerance());
        boolean better = candidate
                .best()
                .map(b -> Merit.BEST_FIRST.compare(merit, b.requireMerit()) < 0)
                .orElse(true);
        Step step = new Step.Evaluated(v.number(), v.candidateId(), result, null);
        run.record(step, "verify", found(run, v.candidateId(), result, v.microstructure()), report -> {
            if (better) {
                DesignFolder.writeVoxels(run, candidate, v.proposal().microstructure());
            }
        });
    }

    private static String found(DesignRun run, String what, FemResult result, Microstructure voxels) {
        StringBuilder found = new StringBuilder(what).append(':');
        run.request()
                .goals()
                .outcomes(Achieved.of(result.stiffness(), voxels), run.request().tolerance())
                .forEach(o -> found.append(' ').append(o).append(';'));
        return found.substring(0, found.length() - 1);
    }

    private static void failed(DesignRun run, Verification verification, String failure) {
        String what = "sample";
        Step step;
        if (verification instanceof Verification.OfCandidate v) {
            what = v.candidateId();
            step = new Step.Evaluated(v.number(), what, null, failure);
        } else {
            Verification.OfSample s = (Verification.OfSample) verification;
            step = new Step.SampleEvaluated(s.number(), s.sample(), null, failure);
        }
        run.record(step, "verify", "%s: evaluation %d failed: %s".formatted(what, verification.number(), failure));
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
        end(run, "accept", DesignStatus.SUCCEEDED, ((Decision.Accept) run.decision()).reason());
    }

    /** Ends a design with the best so far; it has failed if nothing could be verified. */
    public void stop(DesignRun run) throws IOException {
        boolean verified = run.candidates().stream().anyMatch(c -> c.best().isPresent());
        end(
                run,
                "stop",
                verified ? DesignStatus.STOPPED : DesignStatus.FAILED,
                ((Decision.Stop) run.decision()).reason());
    }

    /** Ends a design that something unforeseen broke; one that is to rest is left as it is, for {@link #rest}. */
    public void fail(DesignRun run, Exception cause) {
        if (run.halted() != null) {
            return;
        }
        LOG.log(System.Logger.Level.DEBUG, "design " + run.id() + " failed", cause);
        endAnyhow(run, DesignStatus.FAILED, message(unwrapped(cause)));
    }

    /** Camel wraps what a part of a split threw in the number of that part, which says nothing to people. */
    private static Exception unwrapped(Exception e) {
        return e.getClass().getName().startsWith("org.apache.camel.") && e.getCause() instanceof Exception cause
                ? unwrapped(cause)
                : e;
    }

    /**
     * Puts a design that has left the routes since it was halted to rest, as the halt says, and gives its model back. To be called
     * again if the journal fails.
     *
     * @throws JournalException if the journal cannot be written
     */
    public void rest(DesignRun run, Halt halt) {
        run.takeHalt();
        try {
            switch (halt.kind()) {
                case LEAVE -> {}
                case PAUSE -> run.record(new Step.Paused(halt.reason()), "design", "paused: " + halt.reason());
                case CANCEL -> endAnyhow(run, DesignStatus.CANCELLED, halt.reason());
            }
        } catch (Halt.Halted e) {
            throw new JournalException(message(e), e);
        }
        run.close();
    }

    private static void endAnyhow(DesignRun run, DesignStatus status, String reason) {
        try {
            end(run, "design", status, reason);
        } catch (IOException e) {
            // most likely what broke the design; the status is set all the same
            LOG.log(System.Logger.Level.WARNING, "the report of design {0} cannot be written: {1}", run.id(), e);
            run.record(new Step.Ended(status, reason), "design", status.json() + ": " + reason);
        }
    }

    static String message(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static void end(DesignRun run, String stage, DesignStatus status, String reason) throws IOException {
        run.record(
                new Step.Ended(status, reason),
                stage,
                status.json() + ": " + reason,
                report -> DesignFolder.writeReport(run, report));
    }
}
