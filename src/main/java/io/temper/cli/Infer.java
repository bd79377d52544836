package io.temper.cli;

import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.MicrostructureFormats;
import io.temper.material.StiffnessBounds;
import io.temper.vaereg.LatentPrior;
import io.temper.vaereg.LatentPrior.Mode;
import io.temper.vaereg.VaeReg;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Inverse inference alone: what the model proposes for a target, not verified. */
@Command(name = "infer", description = "What the model proposes for a target: its modes, or samples. Not verified.")
final class Infer extends Subcommand {
    @Option(names = "--target", required = true, paramLabel = "C11=35", description = "wanted stiffness [GPa]")
    DesignTarget target;

    @Option(names = "--modes", description = "decode the mean of each mode (the default without --samples)")
    boolean modes;

    @Option(
            names = "--samples",
            defaultValue = "0",
            paramLabel = "N",
            description = "decode so many samples of p(z|C*)")
    int samples;

    @Option(names = "--seed", defaultValue = "0", paramLabel = "N", description = "seed of the samples")
    long seed;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "folder for the voxel files")
    Path out;

    @Mixin
    ModelOption model;

    /** A latent point and what its file is called. */
    private record Point(String name, Mode mode, double[] z) {}

    @Override
    public Integer call() throws IOException {
        if (samples < 0) {
            throw new IllegalArgumentException("samples %d must not be negative".formatted(samples));
        }
        try (VaeReg vaereg = model.load()) {
            StiffnessBounds.checkReachable(target, vaereg.card().phases());
            List<Map<String, Object>> candidates = new ArrayList<>();
            for (Point point : points(vaereg)) {
                candidates.add(decode(vaereg, point));
            }
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("target", target.values());
            result.put("candidates", candidates);
            console().result(result);
        }
        return 0;
    }

    private List<Point> points(VaeReg vaereg) {
        LatentPrior prior = vaereg.prior(target);
        List<Point> points = new ArrayList<>();
        if (modes || samples == 0) {
            vaereg.settle(target, prior.modes()).forEach(m -> points.add(new Point("mode" + m.index(), m, m.mean())));
        }
        RandomGenerator random = new SplittableRandom(seed);
        for (int i = 1; i <= samples; i++) {
            Mode mode = draw(prior, random);
            points.add(new Point("sample" + i, mode, mode.sample(random, 1)));
        }
        return points;
    }

    /** A mode, with the probability of its weight. */
    private static Mode draw(LatentPrior prior, RandomGenerator random) {
        double left = random.nextDouble();
        for (Mode mode : prior.modes()) {
            left -= mode.weight();
            if (left < 0) {
                return mode;
            }
        }
        return prior.modes().get(0);
    }

    private Map<String, Object> decode(VaeReg vaereg, Point point) throws IOException {
        Microstructure m = vaereg.decode(List.of(point.z())).get(0).microstructure();
        Path file = out.resolve(point.name() + ".npy");
        MicrostructureFormats.write(file, m);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("mode", point.mode().index());
        json.put("weight", point.mode().weight());
        json.put("file", file.toString());
        json.put("surrogate", vaereg.predict(List.of(m)).get(0).values());
        json.put("hardFraction", m.hardFraction());
        return json;
    }
}
