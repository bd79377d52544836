package io.temper.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.StdConverter;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.temper.design.Decision;
import io.temper.design.GeneratorPoint;
import io.temper.design.Proposal;
import io.temper.design.Step;
import io.temper.material.Microstructure;
import io.temper.material.Stiffness;
import io.temper.vaereg.PhaseField;
import io.temper.vaereg.Prediction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one design as rows and back, bit for bit. A field that several proposals share is written with the first of
 * them, and is one object again when it is read.
 */
final class StepCodec {
    static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addMixIn(Decision.class, DecisionForm.class)
            .addMixIn(Stiffness.class, StiffnessForm.class)
            .addMixIn(Microstructure.class, MicrostructureForm.class)
            .build();

    private static final Map<String, Class<?>> KINDS =
            Arrays.stream(Step.class.getPermittedSubclasses()).collect(Collectors.toMap(StepCodec::kind, c -> c));

    /** Numbers of the steps that fields were written or read with. */
    private final Map<float[], Integer> written = new IdentityHashMap<>();

    private final Map<Integer, PhaseField> fields = new HashMap<>();

    /** @param field float32, little endian; null if the step has none of its own */
    record Row(String kind, String payload, byte @Nullable [] field) {}

    /**
     * A proposal without its field.
     *
     * @param fieldOf number of the step that has it
     */
    private record Proposed(
            String candidateId,
            String action,
            double[] z,
            int fieldOf,
            Microstructure microstructure,
            Prediction surrogate,
            List<Double> correlationLength,
            @Nullable GeneratorPoint point) {}

    Row write(int number, Step step) {
        try {
            if (step instanceof Step.Proposed p) {
                Proposal proposal = p.proposal();
                float[] logits = proposal.field().logits();
                Integer before = written.putIfAbsent(logits, number);
                int fieldOf = before == null ? number : before;
                Proposed row = new Proposed(
                        p.candidateId(),
                        proposal.action(),
                        proposal.z(),
                        fieldOf,
                        proposal.microstructure(),
                        proposal.surrogate(),
                        proposal.correlationLength(),
                        proposal.point());
                // a retry of the same step writes the field again
                return new Row(
                        kind(step.getClass()), JSON.writeValueAsString(row), fieldOf == number ? bytes(logits) : null);
            }
            return new Row(kind(step.getClass()), JSON.writeValueAsString(step), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Step read(int number, Row row) {
        try {
            Class<?> type = KINDS.get(row.kind());
            if (type == null) {
                throw new IOException("unknown kind '%s': it may be a newer temper's".formatted(row.kind()));
            }
            if (type != Step.Proposed.class) {
                return (Step) JSON.readValue(row.payload(), type);
            }
            Proposed p = JSON.readValue(row.payload(), Proposed.class);
            if (row.field() != null) {
                PhaseField field = new PhaseField(p.microstructure().nx(), floats(row.field()));
                fields.put(number, field);
                written.put(field.logits(), number);
            }
            PhaseField field = fields.get(p.fieldOf());
            if (field == null) {
                throw new IOException("its field is missing");
            }
            return new Step.Proposed(
                    p.candidateId(),
                    new Proposal(
                            p.action(),
                            p.z(),
                            field,
                            p.microstructure(),
                            p.surrogate(),
                            p.correlationLength(),
                            p.point()));
        } catch (IOException e) {
            throw new UncheckedIOException("step %d cannot be read: %s".formatted(number, e.getMessage()), e);
        }
    }

    static String kind(Class<?> step) {
        return step.getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }

    private static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "decision")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Decision.Accept.class, name = "accept"),
        @JsonSubTypes.Type(value = Decision.Refine.class, name = "refine"),
        @JsonSubTypes.Type(value = Decision.Retrain.class, name = "retrain"),
        @JsonSubTypes.Type(value = Decision.Stop.class, name = "stop")
    })
    private interface DecisionForm {}

    @JsonSerialize(converter = FromStiffness.class)
    @JsonDeserialize(converter = ToStiffness.class)
    private interface StiffnessForm {}

    private static final class FromStiffness extends StdConverter<Stiffness, Map<Integer, double[]>> {
        @Override
        public Map<Integer, double[]> convert(Stiffness C) {
            Map<Integer, double[]> columns = new TreeMap<>();
            C.solvedColumns().forEach(j -> columns.put(j, C.column(j).orElseThrow()));
            return columns;
        }
    }

    private static final class ToStiffness extends StdConverter<Map<Integer, double[]>, Stiffness> {
        @Override
        public Stiffness convert(Map<Integer, double[]> columns) {
            return new Stiffness(columns);
        }
    }

    @JsonSerialize(converter = FromMicrostructure.class)
    @JsonDeserialize(converter = ToMicrostructure.class)
    private interface MicrostructureForm {}

    private static final class FromMicrostructure extends StdConverter<Microstructure, PackedVoxels> {
        @Override
        public PackedVoxels convert(Microstructure m) {
            return PackedVoxels.of(m);
        }
    }

    private static final class ToMicrostructure extends StdConverter<PackedVoxels, Microstructure> {
        @Override
        public Microstructure convert(PackedVoxels voxels) {
            return voxels.microstructure();
        }
    }
}
