package io.temper.evaluation;

import io.temper.fem.FemException;
import io.temper.fem.FemSolver;
import io.temper.generation.Split;
import io.temper.material.DesignTarget;
import io.temper.vaereg.DjlVaeReg;
import io.temper.vaereg.LatentPrior;
import io.temper.vaereg.LatentSurvey;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.Prediction;
import io.temper.vaereg.training.PropertySettings;
import io.temper.vaereg.training.TrainingData;
import io.temper.vaereg.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/**
 * Makes a {@link LatentSurvey}: solves what a model decodes all over the prior, then, some times, what settling with the survey so far
 * ends at. Settling looks for what the model says is right, so it finds the places where the model is wrong; once they are solved it
 * finds them no more. What was solved is not solved again by a run that goes on.
 */
final class SurveyRun {
    private final DjlVaeReg model;
    private final TrainingData data;
    private final FemSolver solver;
    private final Path folder;
    private final TrainingListener listener;

    private final List<double[]> z = new ArrayList<>();
    private final List<double[]> said = new ArrayList<>();
    private final List<double[]> found = new ArrayList<>();

    /** @param folder of what is solved; made if missing */
    SurveyRun(DjlVaeReg model, TrainingData data, FemSolver solver, Path folder, TrainingListener listener) {
        this.model = model;
        this.data = data;
        this.solver = solver;
        this.folder = folder;
        this.listener = listener;
    }

    /** @param property says how many points */
    LatentSurvey run(PropertySettings property) throws IOException, FemException {
        int first = property.surveyed();
        int later = property.settled();
        List<DesignTarget> targets =
                new TargetChoice(data).random(Split.TRAIN, first + PropertySettings.SETTLINGS * later);
        solve(0, first, DecodedSamples.ofPrior(model, targets.subList(0, first)));
        LatentSurvey survey = learn();
        for (int turn = 1; turn <= PropertySettings.SETTLINGS; turn++) {
            int from = first + (turn - 1) * later;
            listener.note("survey %d: modes of %d targets to settle".formatted(turn, later));
            List<double[]> ends = ends(survey, targets.subList(from, from + later));
            solve(turn, later, (number, random) -> ends.get(number));
            survey = learn();
        }
        return survey;
    }

    /** Where settling ends, from one mode of each target. */
    private List<double[]> ends(LatentSurvey survey, List<DesignTarget> targets) throws FemException {
        DjlVaeReg surveyed = model.withSurvey(survey);
        List<Callable<double[]>> work = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            DesignTarget target = targets.get(i);
            SplittableRandom random = new SplittableRandom(i);
            work.add(() -> {
                List<LatentPrior.Mode> modes = surveyed.prior(target).modes();
                LatentPrior.Mode mode = modes.get(random.nextInt(modes.size()));
                return surveyed.settle(target, List.of(mode)).get(0).mean();
            });
        }
        return SideBySide.run(work);
    }

    private void solve(int turn, int count, DecodedSamples.Points points) throws IOException, FemException {
        listener.note("survey %d: %d decoded microstructures to solve".formatted(turn, count));
        Path own = Files.createDirectories(folder.resolve("survey-" + turn));
        ModelCard card = model.card();
        List<TrainingData.Sample> samples = new DecodedSamples(model, points, count, false, solver, own).label();
        List<Prediction> predictions = model.predict(
                samples.stream().map(TrainingData.Sample::microstructure).toList());
        for (int i = 0; i < count; i++) {
            TrainingData.Sample sample = samples.get(i);
            Prediction prediction = predictions.get(i);
            z.add(points.at(i, new SplittableRandom(i)));
            said.add(card.standardised(prediction::mean));
            found.add(card.standardised(sample::value));
        }
    }

    private LatentSurvey learn() {
        return LatentSurvey.of(
                z.toArray(double[][]::new), said.toArray(double[][]::new), found.toArray(double[][]::new));
    }
}
