package io.temper.app;

import org.apache.camel.component.milo.client.MiloClientComponent;
import org.apache.camel.component.milo.client.MiloClientConfiguration;
import org.apache.camel.component.milo.client.MiloClientConnection;
import org.apache.camel.component.milo.client.MiloClientConnectionManager;
import org.apache.camel.component.milo.client.MonitorFilterConfiguration;
import org.eclipse.milo.opcua.stack.core.UaRuntimeException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;

/**
 * Connections to the machine of the settings, one for each node that is listened to: what one of them waits for keeps no other waiting.
 */
public final class OpcUaMachines implements MiloClientConnectionManager {
    private final EventSettings.Opcua settings;

    private OpcUaMachines(EventSettings.Opcua settings) {
        this.settings = settings;
    }

    /**
     * Camel's {@code milo-client} with these connections. Secrets and certificates are those of the settings.
     *
     * @throws IllegalArgumentException if the settings would send a password in the clear, or trust any machine, or name no node of the
     *     specimen
     */
    public static MiloClientComponent component(EventSettings.Opcua settings) {
        OpcUaSecurity.check(settings);
        check(settings.specimen().orElse(""));
        MiloClientComponent component = new MiloClientComponent();
        MiloClientConfiguration all = component.getConfiguration();
        all.setApplicationName("temper");
        all.setApplicationUri("urn:temper");
        component.setMiloClientConnectionManager(new OpcUaMachines(settings));
        return component;
    }

    private static void check(String specimen) {
        try {
            ExpandedNodeId.parse(specimen);
        } catch (UaRuntimeException e) {
            throw new IllegalArgumentException(
                    "temper.events.opcua.specimen=%s is no node: set that of the specimen's name, such as ns=2;s=Specimen"
                            .formatted(specimen),
                    e);
        }
    }

    @Override
    public MiloClientConnection createConnection(
            MiloClientConfiguration configuration, MonitorFilterConfiguration filter) {
        return new OpcUaMachine(configuration, filter, settings);
    }

    @Override
    public void releaseConnection(MiloClientConnection connection) {
        ((OpcUaMachine) connection).close();
    }
}
