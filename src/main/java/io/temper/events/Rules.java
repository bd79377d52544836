package io.temper.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an event sets to work.
 *
 * @param simulate when a new microstructure is simulated, beside predicted
 * @param interval half the 90 % interval over the mean above which the surrogate is unsure [-]
 * @param simulationUncertainty relative standard uncertainty of a simulation [-], for the phases and the discretisation
 * @param discrepancy what follows when a measurement contradicts the simulation
 * @param target what follows when a target has changed
 */
public record Rules(
        When simulate, double interval, double simulationUncertainty, Consequence discrepancy, Consequence target) {
    /** As they are without a file. */
    public static final Rules DEFAULT = new Rules(null, null, null, null, null);

    /** When to simulate. */
    public enum When {
        ALWAYS,
        UNSURE,
        NEVER
    }

    /** What follows. */
    public enum Consequence {
        /** It is recorded, no more. */
        RECORD,
        /** A design for the specimen's target starts. */
        DESIGN,
        /** The same, and the model may be retrained in it. */
        RETRAIN
    }

    public Rules {
        if (!(interval > 0) || !Double.isFinite(interval)) {
            throw new IllegalArgumentException("interval %s must be positive and finite".formatted(interval));
        }
        if (!(simulationUncertainty >= 0 && simulationUncertainty < 1)) {
            throw new IllegalArgumentException(
                    "simulationUncertainty %s must lie in 0..1: it is relative".formatted(simulationUncertainty));
        }
    }

    @JsonCreator
    Rules(
            @JsonProperty("simulate") @Nullable When simulate,
            @JsonProperty("interval") @Nullable Double interval,
            @JsonProperty("simulationUncertainty") @Nullable Double simulationUncertainty,
            @JsonProperty("discrepancy") @Nullable Consequence discrepancy,
            @JsonProperty("target") @Nullable Consequence target) {
        this(
                simulate == null ? When.UNSURE : simulate,
                interval == null ? 0.1 : interval.doubleValue(),
                simulationUncertainty == null ? 0.01 : simulationUncertainty.doubleValue(),
                discrepancy == null ? Consequence.RECORD : discrepancy,
                target == null ? Consequence.DESIGN : target);
    }

    /** The defaults if there is no such file. @throws IOException one clear line, if it is not as it should be */
    public static Rules read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return DEFAULT;
        }
        YAMLMapper yaml = YAMLMapper.builder()
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        try {
            return yaml.readValue(Files.readString(file), Rules.class);
        } catch (JsonProcessingException e) {
            throw new IOException("%s: %s".formatted(file, e.getOriginalMessage()), e);
        }
    }
}
