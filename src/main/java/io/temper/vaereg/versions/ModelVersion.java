package io.temper.vaereg.versions;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temper.vaereg.ModelCard;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model by name, and where it came from; {@code version.json} beside a model of the {@link ModelStore}.
 *
 * @param name {@code v0001-} and the first 8 digits of the hash; {@link #BUNDLED}; or {@link #GIVEN}
 * @param sha256 hash of the weights, as in {@link ModelCard#sha256}
 * @param parent name of the version that it was fine-tuned from; null for a model that was trained from nothing
 * @param parentSha256 the parent's hash; null if there is no parent
 * @param origin how it was fine-tuned; null for a model that was trained from nothing
 * @param accepted better than its parent on held-out data
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelVersion(
        String name,
        String sha256,
        @Nullable String parent,
        @Nullable String parentSha256,
        @Nullable Origin origin,
        boolean accepted) {
    /** The model that comes with temper. */
    public static final String BUNDLED = "bundled";
    /** A model that the user gave by its folder or as a bean: it is in no store. */
    public static final String GIVEN = "given";

    /**
     * How a version was fine-tuned.
     *
     * @param made when, ISO 8601 in UTC
     * @param design id of the design that asked for it
     * @param target of that design, for example {@code C11=35.0}
     * @param points how many labelled points were new
     * @param before held-out figures of the parent by name, for example {@code C11 MAPE} [-]
     * @param after the same figures of this model
     * @param temper version of temper
     */
    public record Origin(
            String made,
            String design,
            String target,
            int points,
            Map<String, Double> before,
            Map<String, Double> after,
            String temper) {
        public Origin {
            Objects.requireNonNull(design, "design is missing");
            Objects.requireNonNull(target, "target is missing");
            Objects.requireNonNull(temper, "temper is missing");
            before = new TreeMap<>(Objects.requireNonNull(before, "before is missing"));
            after = new TreeMap<>(Objects.requireNonNull(after, "after is missing"));
            if (!before.keySet().equals(after.keySet())) {
                throw new IllegalArgumentException("held-out figures before are %s, after %s: give the same ones"
                        .formatted(before.keySet(), after.keySet()));
            }
            Stream.concat(before.values().stream(), after.values().stream()).forEach(figure -> {
                if (!Double.isFinite(figure)) {
                    throw new IllegalArgumentException("held-out figure %s is not finite".formatted(figure));
                }
            });
            if (points < 1) {
                throw new IllegalArgumentException("%d new points: at least 1 is needed".formatted(points));
            }
            try {
                Instant.parse(Objects.requireNonNull(made, "made is missing"));
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        "made '%s' is not a time such as %s".formatted(made, Instant.EPOCH), e);
            }
        }
    }

    public ModelVersion {
        Objects.requireNonNull(name, "name is missing");
        Objects.requireNonNull(sha256, "sha256 is missing");
        if ((parentSha256 == null) != (parent == null) || (origin == null) != (parent == null)) {
            throw new IllegalArgumentException(
                    "version %s: parent, its hash and origin belong together; one of them is missing".formatted(name));
        }
    }

    /** A model that was trained from nothing. */
    static ModelVersion root(String name, ModelCard card) {
        return new ModelVersion(name, card.sha256(), null, null, null, true);
    }

    /** The held-out figures in one line, for example {@code C11 MAPE 0.034 -> 0.021}; empty without an origin. */
    public String figures() {
        if (origin == null) {
            return "";
        }
        StringBuilder line = new StringBuilder();
        origin.before()
                .forEach((name, before) -> line.append(line.isEmpty() ? "" : ", ")
                        .append("%s %s -> %s"
                                .formatted(
                                        name,
                                        brief(before),
                                        brief(Objects.requireNonNull(
                                                origin.after().get(name))))));
        return line.toString();
    }

    /** Four significant digits. */
    private static String brief(Double figure) {
        return new BigDecimal(figure)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
