package io.temper.app;

import io.temper.events.EventReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Makes measurements of what an {@link OpcUaMachine} tells. */
public final class OpcUaValues {
    private static final Logger LOG = Logger.getLogger(OpcUaValues.class);

    private final EventSettings.Opcua settings;

    public OpcUaValues(EventSettings.Opcua settings) {
        this.settings = settings;
    }

    /**
     * The fields of a measurement, see {@link io.temper.events.Measurement}. Its id is that of machine, node, time, value and quality, so
     * that a value that is told again after a reconnection is no other event, and one of a clock that was set back is none that was before.
     *
     * @param heard with an array of the value and of the specimen's name, null if that is not known
     * @param unit of the value and of its standard uncertainty
     * @return null if the machine has measured nothing yet; with a {@code fault} if it is no measurement
     */
    public @Nullable Map<String, Object> row(
            DataValue heard, String node, String property, String unit, String uncertainty) {
        Variant[] both = (Variant[]) heard.getValue().getValue();
        Object value = both == null ? null : both[0].getValue();
        Object specimen = both == null ? null : both[1].getValue();
        StatusCode quality = heard.getStatusCode().withoutOverflow();
        if (heard.getStatusCode().isOverflowSet()) {
            LOG.warnf(
                    "%s of %s: values before this one are lost, more than the %d that the machine keeps: raise temper.events.opcua.queue",
                    node, settings.url(), settings.queue());
        }
        if (quality.getValue() == StatusCodes.Bad_WaitingForInitialData || quality.isGood() && value == null) {
            return null;
        }
        Instant time =
                heard.getSourceTime() == null ? null : heard.getSourceTime().getJavaInstant();
        Map<String, Object> row = new HashMap<>();
        String id = "%s %s %s %s %s".formatted(settings.url(), node, time, value, quality);
        row.put("id", EventReader.sha256(id.getBytes(StandardCharsets.UTF_8)));
        row.put("property", property);
        row.put("unit", unit);
        row.put("uncertainty", number(uncertainty));
        row.put("value", quality.isGood() && value != null ? value : value + " (" + quality + ")");
        row.put("subject", specimen);
        row.put("measured_at", time);
        row.put("fault", fault(node, value, quality, time, specimen));
        return row;
    }

    private @Nullable String fault(
            String node,
            @Nullable Object value,
            StatusCode quality,
            @Nullable Instant time,
            @Nullable Object specimen) {
        String what = null;
        if (!quality.isGood()) {
            what = "its quality is %s: only good values are measurements".formatted(OpcUaStatus.name(quality));
        } else if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
            what = "it is no finite number";
        } else if (time == null) {
            what = "the machine gives no time of its source, and one that is told again could not be known";
        } else if (specimen == null) {
            what = "whose it is cannot be said: node '%s' has named no specimen since before it"
                    .formatted(settings.specimen().orElse(""));
        }
        return what == null ? null : "value %s of node '%s': %s".formatted(value, node, what);
    }

    private static Object number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return text; // which the event's schema refuses
        }
    }
}
