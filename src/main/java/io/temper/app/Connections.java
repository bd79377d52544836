package io.temper.app;

import io.quarkus.arc.Unremovable;
import io.temper.store.PolledDatabase;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.apache.camel.component.milo.client.MiloClientComponent;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.apache.qpid.jms.policy.JmsDefaultDeserializationPolicy;
import org.apache.qpid.jms.policy.JmsDefaultPrefetchPolicy;
import org.eclipse.paho.mqttv5.common.MqttException;

/** What the routes of {@code routes/events/} connect by, with secrets from the settings; there is none unless a route asks. */
@Dependent
public class Connections {
    @Produces
    @Singleton
    @Unremovable
    @Named("eventsMqtt")
    static MqttSession mqtt(EventSettings settings) throws MqttException {
        EventSettings.Mqtt mqtt = settings.mqtt();
        return new MqttSession(mqtt.url(), mqtt.client(), mqtt.user(), mqtt.password());
    }

    static void close(@Disposes @Named("eventsMqtt") MqttSession session) throws MqttException {
        if (session.isConnected()) {
            session.disconnect();
        }
        session.close();
    }

    @Produces
    @Singleton
    @Unremovable
    @Named("eventsAmqp")
    static JmsConnectionFactory amqp(EventSettings settings) {
        EventSettings.Amqp amqp = settings.amqp();
        return amqp(amqp.url(), amqp.user(), amqp.password());
    }

    /** One message on its way at a time, so that the rest waits at the broker; Java objects in messages are not trusted. */
    public static JmsConnectionFactory amqp(String url, Optional<String> user, Optional<String> password) {
        JmsConnectionFactory factory = new JmsConnectionFactory(url);
        user.ifPresent(factory::setUsername);
        password.ifPresent(factory::setPassword);
        JmsDefaultPrefetchPolicy prefetch = new JmsDefaultPrefetchPolicy();
        prefetch.setAll(1);
        factory.setPrefetchPolicy(prefetch);
        JmsDefaultDeserializationPolicy none = new JmsDefaultDeserializationPolicy();
        none.setDenyList(JmsDefaultDeserializationPolicy.CATCH_ALL_WILDCARD);
        factory.setDeserializationPolicy(none);
        return factory;
    }

    @Produces
    @Singleton
    @Unremovable
    @Named("eventsJdbc")
    static PolledDatabase jdbc(EventSettings settings) {
        EventSettings.Jdbc jdbc = settings.jdbc();
        return new PolledDatabase(jdbc.url(), jdbc.user(), () -> jdbc.password().orElse(null));
    }

    static void close(@Disposes @Named("eventsJdbc") PolledDatabase source) {
        source.close();
    }

    @Produces
    @Singleton
    @Unremovable
    @Named("opcua")
    static MiloClientComponent opcua(EventSettings settings) {
        return OpcUaMachines.component(settings.opcua());
    }

    @Produces
    @Singleton
    @Unremovable
    @Named("eventsOpcua")
    static OpcUaValues opcuaValues(EventSettings settings) {
        return new OpcUaValues(settings.opcua());
    }
}
