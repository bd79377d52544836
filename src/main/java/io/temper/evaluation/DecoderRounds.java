package io.temper.evaluation;

import io.temper.fem.FemException;
import io.temper.fem.FemSolver;
import io.temper.generation.Split;
import io.temper.material.DesignTarget;
import io.temper.vaereg.DjlVaeReg;
import io.temper.vaereg.ModelCard;
import io.temper.vaereg.network.TrainedWeights;
import io.temper.vaereg.training.KeptWeights;
import io.temper.vaereg.training.PropertySettings;
import io.temper.vaereg.training.PropertyTraining;
import io.temper.vaereg.training.RegressorRefit;
import io.temper.vaereg.training.TrainedModel;
import io.temper.vaereg.training.TrainingData;
import io.temper.vaereg.training.TrainingListener;
import io.temper.vaereg.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Decoder and regressor teach each other: the solver labels what the decoder makes, the regressor learns from it, the decoder then
 * follows the regressor ({@link PropertyTraining}), and so on. What the decoder gains by the regressor's errors, the next labels
 * take away. A round that was finished is not computed again.
 */
final class DecoderRounds {
    private final TrainingData data;
    private final FemSolver solver;
    private final Path folder;
    private final ModelCard.Notes notes;
    private final TrainingListener listener;

    /**
     * @param folder of the finished training; each round has a folder inside it
     * @param notes phases, and aids without calibration, that the models of the rounds get
     */
    DecoderRounds(TrainingData data, FemSolver solver, Path folder, ModelCard.Notes notes, TrainingListener listener) {
        this.data = data;
        this.solver = solver;
        this.folder = folder;
        this.notes = notes;
        this.listener = listener;
    }

    TrainedWeights run(TrainedWeights trained, TrainingSettings settings, PropertySettings property)
            throws IOException, FemException {
        PropertyTraining training = new PropertyTraining(data, settings, property, listener);
        int first = property.first();
        int later = property.later();
        List<DesignTarget> targets = new TargetChoice(data).random(Split.TRAIN, first + property.rounds() * later);
        List<Path> rounds = new ArrayList<>();
        TrainedWeights weights = trained;
        for (int round = 0; round <= property.rounds(); round++) {
            Path own = folder.resolve("round-" + round);
            rounds.add(own);
            Path kept = own.resolve("weights.safetensors");
            if (Files.exists(kept)) {
                weights = KeptWeights.read(kept, trained.shape());
                continue;
            }
            TrainedWeights made = round == 0 ? weights : training.train(weights, round, own);
            Path folderOfModel = own.resolve("model");
            if (!Files.exists(folderOfModel)) { // a stopped round's labels belong to the model that is there
                new TrainedModel(made, data, notes).write(folderOfModel);
            }
            try (DjlVaeReg model = DjlVaeReg.load(folderOfModel)) {
                List<DesignTarget> asked =
                        targets.subList(round == 0 ? 0 : first + (round - 1) * later, first + round * later);
                listener.note("round %d: %d decoded microstructures to label".formatted(round, asked.size()));
                List<TrainingData.Sample> decoded = new DecodedSamples(
                                model, DecodedSamples.ofPrior(model, asked), asked.size(), true, solver, own)
                        .label();
                weights = RegressorRefit.of(made, data, decoded, folder, rounds, settings);
            }
            KeptWeights.write(kept, weights);
        }
        return weights;
    }
}
