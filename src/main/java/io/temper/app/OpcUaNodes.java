package io.temper.app;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.component.milo.client.MonitorFilterConfiguration;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.subscriptions.MonitoredItemServiceOperationResult;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.jboss.logging.Logger;

/** Subscribes to a node and to that of the specimen's name. */
final class OpcUaNodes {
    private static final Logger LOG = Logger.getLogger(OpcUaNodes.class);
    /** How long the machine keeps what it could not tell [ms]: while temper's disk or the network is away. */
    private static final double KEPT = 3_600_000;
    /** Least time between two messages of the machine [ms]. */
    private static final double LEAST_INTERVAL = 10;

    private final OpcUaClient machine;
    private final int queue;
    private final double interval;
    private final MonitorFilterConfiguration filter;

    /**
     * @param queue values of a node that the machine keeps
     * @param interval between two looks of the machine [ms]
     */
    OpcUaNodes(OpcUaClient machine, int queue, double interval, MonitorFilterConfiguration filter) {
        this.machine = machine;
        this.queue = queue;
        this.interval = interval;
        this.filter = filter;
    }

    /**
     * Returns when the machine tells what it measures.
     *
     * @param values is told the values, see {@link OpcUaListener}
     * @param lost is told why it hears no more
     */
    void listen(ExpandedNodeId node, ExpandedNodeId specimen, Consumer<DataValue> values, Consumer<String> lost)
            throws UaException, IOException, InterruptedException {
        double publishing = Math.max(interval, LEAST_INTERVAL);
        OpcUaSubscription subscription = new OpcUaSubscription(machine, publishing);
        subscription.setLifetimeCount(uint((long) (KEPT / publishing)));
        OpcUaMonitoredItem names = item(specimen);
        OpcUaListener listener = new OpcUaListener(names, values, lost);
        subscription.setSubscriptionListener(listener);
        subscription.create();
        // the name first, so that the value that is there already finds it
        add(names, subscription);
        if (!listener.named().await(OpcUaMachine.ANSWER, TimeUnit.SECONDS)) {
            throw new IOException("its node '%s' says nothing".formatted(specimen.toParseableString()));
        }
        add(item(node), subscription);
    }

    private OpcUaMonitoredItem item(ExpandedNodeId node) throws UaException {
        ReadValueId value = new ReadValueId(
                node.toNodeIdOrThrow(machine.getNamespaceTable()),
                AttributeId.Value.uid(),
                null,
                QualifiedName.NULL_VALUE);
        OpcUaMonitoredItem item = new OpcUaMonitoredItem(value);
        item.setSamplingInterval(interval);
        item.setQueueSize(uint(queue));
        item.setDiscardOldest(true);
        item.setFilter(filter.getMonitorFilterType() == null ? null : filter.createMonitoringFilter());
        return item;
    }

    private void add(OpcUaMonitoredItem item, OpcUaSubscription subscription) throws IOException {
        String node = item.getReadValueId().getNodeId().toParseableString();
        subscription.addMonitoredItem(item);
        for (MonitoredItemServiceOperationResult result : subscription.createMonitoredItems()) {
            if (!result.isGood()) {
                throw new IOException("its node '%s' cannot be listened to: %s"
                        .formatted(
                                node, OpcUaStatus.name(result.operationResult().orElse(result.serviceResult()))));
            }
        }
        item.getRevisedQueueSize()
                .filter(kept -> kept.intValue() < queue)
                .ifPresent(kept -> LOG.warnf(
                        "the machine keeps %s values of node '%s', not %d: of a burst the first may be lost",
                        kept, node, queue));
    }
}
