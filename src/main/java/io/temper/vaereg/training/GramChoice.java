package io.temper.vaereg.training;

import io.temper.generation.Split;
import io.temper.vaereg.device.TensorFlowRuntime;
import io.temper.vaereg.network.NetworkShape;
import io.temper.vaereg.style.GramBalance;
import io.temper.vaereg.style.GramSettings;
import io.temper.vaereg.style.GramStyle;
import io.temper.vaereg.style.StyleLoss;
import io.temper.vaereg.style.Vgg19Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The Gram style loss that the settings ask for, its layers balanced on training samples. */
final class GramChoice {
    /** Filters where the user has no file: the same in every training. */
    private static final long FILTER_SEED = 19;
    /** Training samples that the layers are balanced on. */
    private static final int BALANCE_SAMPLES = 8;

    private GramChoice() {}

    /** @return null where the settings ask for descriptors */
    static @Nullable StyleLoss of(TrainingSettings settings, TrainingData data) throws IOException {
        StyleSettings style = settings.style();
        if (style.kind() == StyleSettings.Kind.DESCRIPTORS) {
            return null;
        }
        TensorFlowRuntime.prepareTraining();
        GramSettings grams =
                GramSettings.of(style.slicesPerAxis()).withAveraged(style.kind() == StyleSettings.Kind.MEAN_GRAMS);
        Path file = style.vgg19();
        Vgg19Weights weights = file == null
                ? Vgg19Weights.random(FILTER_SEED, grams.deepest())
                : Vgg19Weights.read(file, grams.deepest());
        int[] training = data.indices(Split.TRAIN);
        int stride = Math.max(1, training.length / BALANCE_SAMPLES);
        var cells = IntStream.range(0, Math.min(BALANCE_SAMPLES, training.length))
                .mapToObj(i ->
                        data.batch(new int[] {training[i * stride]}, null).x())
                .toList();
        GramSettings balanced = GramBalance.balanced(
                weights,
                grams,
                cells,
                NetworkShape.GRID,
                new SplittableRandom(FILTER_SEED),
                TensorFlowRuntime.threads(settings.threads()));
        return new GramStyle(weights, balanced);
    }
}
