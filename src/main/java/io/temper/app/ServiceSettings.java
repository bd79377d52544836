package io.temper.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How the service keeps its designs and works at them. */
@ConfigMapping(prefix = "temper")
interface ServiceSettings {
    /** Each design has a folder of its own in it. */
    Path designs();

    /** A file, which SQLite keeps, or an address {@code jdbc:postgresql://host/database}. */
    String database();

    @WithName("database-user")
    Optional<String> databaseUser();

    @WithName("database-password")
    Optional<String> databasePassword();

    /** How long a step waits for a database that is locked or away before its design comes to rest. */
    @WithName("database-patience")
    @WithDefault("2m")
    Duration databasePatience();

    /** Most designs that wait. */
    @WithName("queue.capacity")
    @WithDefault("1000")
    int capacity();

    /** Designs that are worked at together. */
    @WithName("designs.parallel")
    @WithDefault("2")
    int parallel();

    /** How long designs have to come to a step when the service is stopped. */
    @WithName("shutdown-timeout")
    @WithDefault("10s")
    Duration shutdownTimeout();
}
