package io.temper.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;

/** Which lab data systems are told of results. What concerns one alone is {@code temper.lab.NAME...}. */
@ConfigMapping(prefix = "temper")
interface LabSettings {
    /** Names of routes in {@code routes/lab/}, with commas between. */
    @WithName("lab")
    Optional<String> sinks();

    /** Before the second attempt at a delivery; each further one waits twice as long. */
    @WithName("lab.retry.first")
    @WithDefault("1s")
    Duration first();

    /** Longest wait between two attempts. */
    @WithName("lab.retry.longest")
    @WithDefault("5m")
    Duration longest();

    /** Where others reach this service, for links in results. */
    @WithName("public-url")
    Optional<String> publicUrl();
}
