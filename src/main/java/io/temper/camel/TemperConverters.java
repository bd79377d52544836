package io.temper.camel;

import io.temper.annealing.AnnealingResult;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.MicrostructureFormats;
import io.temper.vaereg.LatentPrior;
import io.temper.vaereg.PhaseField;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.Converter;

/** What a message body may be, where a component wants one of temper's values. */
@Converter(generateLoader = true)
public final class TemperConverters {
    private TemperConverters() {}

    /** Reads a voxel file. */
    @Converter
    public static Microstructure read(Path file) throws IOException {
        return MicrostructureFormats.read(file);
    }

    /** Reads a voxel file. */
    @Converter
    public static Microstructure read(File file) throws IOException {
        return read(file.toPath());
    }

    /** The field as decoded: hard where the hard phase is the likelier one. */
    @Converter
    public static Microstructure threshold(PhaseField field) {
        return field.microstructure();
    }

    /** Reads a target such as {@code C11=35}. */
    @Converter
    public static DesignTarget target(String text) {
        return DesignTarget.parse(text);
    }

    /** The likeliest mode. */
    @Converter
    public static LatentPrior.Mode likeliest(LatentPrior prior) {
        return prior.modes().get(0);
    }

    /** The likeliest latent point of the likeliest mode. */
    @Converter
    public static double[] point(LatentPrior prior) {
        return point(likeliest(prior));
    }

    /** The mode's mean. */
    @Converter
    public static double[] point(LatentPrior.Mode mode) {
        return mode.mean();
    }

    /** The point of least energy. */
    @Converter
    public static double[] point(AnnealingResult result) {
        return result.z();
    }
}
