package io.temper.app;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.io.IOException;
import java.util.Comparator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.camel.component.milo.client.MiloClientConfiguration;
import org.apache.camel.component.milo.client.MiloClientConnection;
import org.apache.camel.component.milo.client.MonitorFilterConfiguration;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfigBuilder;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A connection that listens to a node of a testing machine and to the node with the specimen's name, in one subscription. Camel's own,
 * as of 4.17, has the machine keep one value, ignores the endpoint's intervals and filter, and trusts any certificate.
 */
final class OpcUaMachine extends MiloClientConnection {
    private static final Logger LOG = Logger.getLogger(OpcUaMachine.class);
    /** Pauses between two tries to connect [ms]. */
    private static final long FIRST_PAUSE = 500;

    private static final long LONGEST_PAUSE = 30_000;
    /** Longest wait for one answer [s]. */
    static final int ANSWER = 10;

    private final EventSettings.Opcua settings;
    private final MonitorFilterConfiguration filter;
    private final ExpandedNodeId specimen;
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, OpcUaMachine::daemon, new ThreadPoolExecutor.DiscardPolicy());
    private volatile @Nullable OpcUaClient client;
    private long pause = FIRST_PAUSE;

    OpcUaMachine(
            MiloClientConfiguration configuration, MonitorFilterConfiguration filter, EventSettings.Opcua settings) {
        super(configuration, filter);
        this.filter = filter;
        this.settings = settings;
        specimen = ExpandedNodeId.parse(settings.specimen().orElse(""));
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "opcua");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public MonitorHandle monitorValue(ExpandedNodeId node, Double samplingInterval, Consumer<DataValue> values) {
        thread.execute(() -> connect(node, samplingInterval, values));
        return () -> {}; // the end of the connection is its end
    }

    @Override
    protected void init() {
        throw new UnsupportedOperationException("it only listens; to write and to call there is milo-client");
    }

    @Override
    public void close() {
        thread.shutdownNow();
        drop();
    }

    private void connect(ExpandedNodeId node, double samplingInterval, Consumer<DataValue> values) {
        drop();
        Runnable again = () -> connect(node, samplingInterval, values);
        try {
            OpcUaClient opened = open();
            client = opened;
            OpcUaNodes nodes = new OpcUaNodes(opened.connect(), settings.queue(), samplingInterval, filter);
            nodes.listen(node, specimen, values, why -> thread.execute(() -> lost(opened, why, again)));
            LOG.infof("%s is listened to, node %s", settings.url(), node.toParseableString());
            pause = FIRST_PAUSE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            drop();
            wait(OpcUaStatus.reason(e), again);
        } finally {
            if (thread.isShutdown()) {
                drop();
            }
        }
    }

    /** More than one reason may be told of one loss. */
    private void lost(OpcUaClient lost, String why, Runnable again) {
        if (lost == client) {
            drop();
            wait(why, again);
        }
    }

    private void wait(String why, Runnable again) {
        if (!thread.isShutdown()) {
            LOG.warnf("%s: %s; it is connected to again in %d ms", settings.url(), why, pause);
            thread.schedule(again, pause, TimeUnit.MILLISECONDS);
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        }
    }

    private OpcUaClient open() throws Exception {
        OpcUaClientConfigBuilder config = getConfiguration().newBuilder();
        EndpointDescription endpoint =
                DiscoveryClient.getEndpoints(settings.url()).get(ANSWER, TimeUnit.SECONDS).stream()
                        .filter(e -> OpcUaSecurity.policy(settings.security())
                                .getUri()
                                .equals(e.getSecurityPolicyUri()))
                        .max(Comparator.comparing(EndpointDescription::getSecurityLevel))
                        .orElseThrow(() -> new IOException(
                                "it has no endpoint of temper.events.opcua.security=" + settings.security()));
        // by the name that temper knows it by: its own may mean nothing here
        config.setEndpoint(EndpointUtil.updateUrl(
                endpoint, EndpointUtil.getHost(settings.url()), EndpointUtil.getPort(settings.url())));
        config.setRequestTimeout(uint(1000 * ANSWER));
        OpcUaSecurity.apply(settings, config);
        return OpcUaClient.create(config.build());
    }

    private void drop() {
        OpcUaClient old = client;
        client = null;
        if (old != null) {
            try {
                old.disconnectAsync().get(2, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                LOG.debugf(e, "%s did not hear that temper goes", settings.url());
            }
        }
    }
}
