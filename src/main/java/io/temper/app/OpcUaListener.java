package io.temper.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.jspecify.annotations.Nullable;

/**
 * Hears the values of a node and the names of specimens, and says which belong together. A name that was told before a value belongs to
 * it, whatever the clock; of those that are told together with it, and for the first value, which may have been there long before, the
 * machine's times decide. Called by one thread.
 */
final class OpcUaListener implements OpcUaSubscription.SubscriptionListener {
    private final OpcUaMonitoredItem specimens;
    private final Consumer<DataValue> values;
    private final Consumer<String> lost;
    private final CountDownLatch named = new CountDownLatch(1);
    private @Nullable DataValue name;
    private boolean first = true;

    /**
     * @param specimens tells their names
     * @param values is told each of all other items, with an array of itself and of the specimen's name, null if that cannot be said
     * @param lost is told why the subscription is of no use any more
     */
    OpcUaListener(OpcUaMonitoredItem specimens, Consumer<DataValue> values, Consumer<String> lost) {
        this.specimens = specimens;
        this.values = values;
        this.lost = lost;
    }

    /** Down when the machine has told a first name, if only that there is none. */
    CountDownLatch named() {
        return named;
    }

    @Override
    public void onDataReceived(OpcUaSubscription s, List<OpcUaMonitoredItem> items, List<DataValue> told) {
        List<DataValue> names = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            if (items.get(i).equals(specimens)) {
                names.add(told.get(i));
            }
        }
        for (int i = 0; i < told.size(); i++) {
            if (!items.get(i).equals(specimens)) {
                DataValue value = told.get(i);
                values.accept(with(value, text(nameOf(value, names))));
                first = false;
            }
        }
        if (!names.isEmpty()) {
            name = names.get(names.size() - 1);
            named.countDown();
        }
    }

    private @Nullable DataValue nameOf(DataValue value, List<DataValue> names) {
        DataValue last = name != null && (!first || isFrom(name, value)) ? name : null;
        for (DataValue next : names) {
            last = isFrom(next, value) ? next : last;
        }
        return last;
    }

    /** Whether the name was there when the value was measured, by the machine's clock. */
    private static boolean isFrom(DataValue name, DataValue value) {
        DateTime set = name.getSourceTime();
        DateTime measured = value.getSourceTime();
        return set != null && measured != null && set.getUtcTime() <= measured.getUtcTime();
    }

    private static @Nullable String text(@Nullable DataValue name) {
        if (name == null || !name.getStatusCode().isGood()) {
            return null;
        }
        Object text = name.getValue().getValue();
        if (text instanceof LocalizedText localized) {
            text = localized.getText();
        }
        return text == null || text.toString().isBlank()
                ? null
                : text.toString().strip();
    }

    private static DataValue with(DataValue value, @Nullable String specimen) {
        Variant both = new Variant(new Variant[] {value.getValue(), new Variant(specimen)});
        return new DataValue(both, value.getStatusCode(), value.getSourceTime(), value.getServerTime());
    }

    @Override
    public void onNotificationDataLost(OpcUaSubscription s) {
        lost.accept("what it sent is lost");
    }

    @Override
    public void onWatchdogTimerElapsed(OpcUaSubscription s) {
        lost.accept("it is silent");
    }

    @Override
    public void onStatusChanged(OpcUaSubscription s, StatusCode status) {
        if (status.isBad()) {
            lost.accept("its subscription ended, " + OpcUaStatus.name(status));
        }
    }

    @Override
    public void onTransferFailed(OpcUaSubscription s, StatusCode status) {
        lost.accept("it did not keep its subscription, " + OpcUaStatus.name(status));
    }
}
