package io.temper.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How events are taken and what they may do. */
@ConfigMapping(prefix = "temper.events")
public interface EventSettings {
    /** Folders that links in events may lead into. */
    Optional<List<Path>> roots();

    /** Most events that wait. */
    @WithDefault("1000")
    int backlog();

    /** How long a burst of changes of one specimen is waited for. */
    @WithDefault("500ms")
    Duration debounce();

    /** Specimens whose events are run together. */
    @WithDefault("2")
    int parallel();

    /** What simulates. */
    @WithDefault("voxel")
    String solver();

    /** What an event does; {@code routes/events/rules.yaml} of temper's home if not given. */
    Optional<Path> rules();

    /** The broker of the route {@code mqtt}. */
    Mqtt mqtt();

    /** An MQTT 5 broker. */
    interface Mqtt {
        @WithDefault("tcp://127.0.0.1:1883")
        String url();

        /** The session goes by it: each temper needs its own. */
        @WithDefault("temper")
        String client();

        Optional<String> user();

        Optional<String> password();
    }

    /** The broker of the route {@code amqp}. */
    Amqp amqp();

    /** An AMQP 1.0 broker. */
    interface Amqp {
        /** {@code amqps://host:5671} over TLS; {@code failover:(amqp://a:5672,amqp://b:5672)} for several. */
        @WithDefault("amqp://127.0.0.1:5672")
        String url();

        Optional<String> user();

        Optional<String> password();
    }

    /** The database of the route {@code jdbc}. */
    Jdbc jdbc();

    /** A PostgreSQL database. */
    interface Jdbc {
        /** {@code jdbc:postgresql://host/database}. */
        @WithDefault("jdbc:postgresql://127.0.0.1/lims")
        String url();

        Optional<String> user();

        Optional<String> password();
    }

    /** The machine of the route {@code opcua}. */
    Opcua opcua();

    /** A testing machine that is an OPC UA server. */
    interface Opcua {
        /** {@code opc.tcp://host:4840}. */
        @WithDefault("opc.tcp://127.0.0.1:4840")
        String url();

        /** The node that holds the name of the specimen in the machine, such as {@code ns=2;s=Specimen}. */
        Optional<String> specimen();

        /** Values of a node that the machine keeps while they cannot be delivered; it drops the oldest of more. */
        @WithDefault("1000")
        int queue();

        /** A security policy, such as {@code Basic256Sha256} or {@code Aes256_Sha256_RsaPss}. */
        @WithDefault("None")
        String security();

        /** The machine's certificate, in PEM or DER: no other machine is spoken to. With security only. */
        Optional<Path> certificate();

        /** PKCS #12 with temper's own key and certificate, whose URI is {@code urn:temper}. With security only. */
        @WithName("key-store")
        Optional<Path> keyStore();

        @WithName("key-store-password")
        Optional<String> keyStorePassword();

        /** With security only, since the password would be readable on its way. */
        Optional<String> user();

        Optional<String> password();
    }

    /** Secrets of the senders of webhooks, by their names. */
    @WithName("webhook")
    Map<String, Webhook> webhooks();

    /** One sender. */
    interface Webhook {
        String secret();

        @WithName("signature-header")
        @WithDefault("X-Tiled-Signature")
        String signatureHeader();

        @WithName("id-header")
        @WithDefault("X-Tiled-Event-ID")
        String idHeader();

        /** How far the time in the body may be from now. */
        @WithDefault("5m")
        Duration window();
    }
}
