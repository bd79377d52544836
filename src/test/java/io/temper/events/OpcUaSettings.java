package io.temper.events;

import io.temper.app.EventSettings;
import io.temper.app.OpcUaMachines;
import io.temper.app.OpcUaValues;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Settings as a user has them. */
record OpcUaSettings(
        String url,
        Optional<String> specimen,
        int queue,
        String security,
        Optional<Path> certificate,
        Optional<Path> keyStore,
        Optional<String> keyStorePassword,
        Optional<String> user,
        Optional<String> password)
        implements EventSettings.Opcua {
    static OpcUaSettings open(String url) {
        Optional<String> none = Optional.empty();
        return new OpcUaSettings(
                url,
                Optional.of(TestingMachine.SPECIMEN),
                5,
                "None",
                Optional.empty(),
                Optional.empty(),
                none,
                none,
                none);
    }

    OpcUaSettings specimen(String node) {
        return new OpcUaSettings(
                url, Optional.of(node), queue, security, certificate, keyStore, keyStorePassword, user, password);
    }

    /** The route with them, for the node {@link TestingMachine#C11} in MPa. */
    WayIn way(Path folder) throws Exception {
        Map<String, String> route = Map.of(
                "temper.events.opcua.url", url,
                "temper.events.opcua.node", TestingMachine.C11,
                "temper.events.opcua.property", "C11",
                "temper.events.opcua.unit", "MPa",
                "temper.events.opcua.uncertainty", "350",
                "temper.events.opcua.interval", "100");
        return new WayIn(
                folder,
                "opcua",
                Map.of("opcua", OpcUaMachines.component(this), "eventsOpcua", new OpcUaValues(this)),
                route);
    }
}
