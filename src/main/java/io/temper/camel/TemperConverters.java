package io.temper.camel;

import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.material.MicrostructureFormats;
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
}
