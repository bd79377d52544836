package io.temper.vaereg;

import io.temper.material.DesignTarget;
import io.temper.material.Property;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * p(z|c*) for a target of any subset of the properties.
 *
 * <p>What the target leaves open is marginalised over p(c_open | c_wanted), so that one network serves all subsets: each likely
 * completion gives the generator's modes for it. A mode's number names its completion and its component.
 */
final class InverseInference {
    private final ModelCard card;
    private final GaussianMixture labels;
    /** By mode, from 1. */
    private final Map<Integer, Calibration.Map> calibration;

    private final Function<double[], Modes> generator;

    /**
     * The generator's answer to one c.
     *
     * @param logWeights [K]
     * @param means [K * latent]
     * @param logVars [K * latent]
     */
    record Modes(float[] logWeights, float[] means, float[] logVars) {}

    /** @param generator p(z|c) for one standardised c */
    InverseInference(ModelCard card, InferenceAids aids, Function<double[], Modes> generator) {
        this.card = card;
        this.labels = aids.labels();
        this.calibration = aids.calibration().stream().collect(Collectors.toMap(Calibration::mode, Calibration::fit));
        this.generator = generator;
    }

    LatentPrior prior(DesignTarget target) {
        List<GaussianMixture.Completion> completions = completions(target);
        List<LatentPrior.Mode> modes = new ArrayList<>();
        for (int j = 0; j < completions.size(); j++) {
            modes.addAll(modes(j, completions.get(j)));
        }
        return LatentPrior.distinct(modes);
    }

    private List<GaussianMixture.Completion> completions(DesignTarget target) {
        int[] known = known(target);
        double[] wanted = Arrays.stream(known)
                .mapToDouble(p -> card.standardised(
                        p,
                        Objects.requireNonNull(
                                target.values().get(card.properties().get(p)))))
                .toArray();
        return known.length == card.properties().size()
                ? List.of(new GaussianMixture.Completion(1, wanted))
                : labels.complete(known, wanted);
    }

    /** Places of the wanted properties among the model's. */
    private int[] known(DesignTarget target) {
        List<Property> properties = card.properties();
        if (!properties.containsAll(target.values().keySet())) {
            throw new IllegalArgumentException(
                    "target %s: this model infers microstructures from %s".formatted(target, properties));
        }
        return IntStream.range(0, properties.size())
                .filter(p -> target.values().containsKey(properties.get(p)))
                .toArray();
    }

    /** The generator's modes for a whole c; those of next to no weight are left out. */
    private List<LatentPrior.Mode> modes(int completion, GaussianMixture.Completion c) {
        if (c.weight() < LatentPrior.LEAST_WEIGHT) {
            return List.of();
        }
        // the weights come from c itself, each mode's mean from what must be asked of that mode
        float[] logWeights = generator.apply(c.point()).logWeights();
        List<LatentPrior.Mode> modes = new ArrayList<>();
        for (int k = 0; k < card.modes(); k++) {
            double weight = c.weight() * Math.exp(logWeights[k]);
            if (weight >= LatentPrior.LEAST_WEIGHT) {
                modes.add(answer(ask(c.point(), k), k, completion * card.modes() + k + 1, weight));
            }
        }
        return modes;
    }

    private double[] ask(double[] c, int component) {
        Calibration.Map map = calibration.get(component + 1);
        return map == null ? c.clone() : map.ask(c);
    }

    /** @param component k, from 0 */
    private LatentPrior.Mode answer(double[] c, int component, int index, double weight) {
        Modes out = generator.apply(c);
        int latent = card.latentSize();
        return new LatentPrior.Mode(
                index,
                weight,
                slice(out.means(), component * latent, latent),
                slice(out.logVars(), component * latent, latent));
    }

    private static double[] slice(float[] values, int from, int count) {
        return IntStream.range(from, from + count).mapToDouble(i -> values[i]).toArray();
    }
}
