package io.temper.app;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * A client whose session at the broker outlives it: what was not acknowledged comes again with the next connection, at once. So it
 * connects only when it is subscribed, which is after there is somebody to take messages; a client of the route's own connects
 * before, and what comes in between is lost until the connection after.
 */
public final class MqttSession extends MqttClient {
    /** How long the broker keeps the session while temper is away [s]: a week. */
    private static final long KEPT = 7 * 24 * 3600L;
    /** Messages on their way to temper at once. */
    private static final int RECEIVED_AT_ONCE = 50;
    /** Longest pause between two tries to connect again [ms]. */
    private static final int LONGEST_PAUSE = 10_000;

    private final MqttConnectionOptions options = new MqttConnectionOptions();

    /** @param id of the client: its session goes by it */
    public MqttSession(String url, String id, Optional<String> user, Optional<String> password) throws MqttException {
        super(url, id, new MemoryPersistence());
        options.setCleanStart(false);
        options.setSessionExpiryInterval(KEPT);
        options.setReceiveMaximum(RECEIVED_AT_ONCE);
        options.setAutomaticReconnect(true);
        options.setMaxReconnectDelay(LONGEST_PAUSE);
        user.ifPresent(options::setUserName);
        password.ifPresent(p -> options.setPassword(p.getBytes(StandardCharsets.UTF_8)));
        setManualAcks(true);
    }

    @Override
    public IMqttToken subscribe(String topic, int qos) throws MqttException {
        if (!isConnected()) {
            connect(options);
        }
        return super.subscribe(topic, qos);
    }
}
