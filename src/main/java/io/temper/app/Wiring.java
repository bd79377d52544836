package io.temper.app;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.StartupEvent;
import io.temper.design.DesignLoop;
import io.temper.fem.AdapterRegistry;
import io.temper.vaereg.ComputeDevice;
import io.temper.vaereg.DjlVaeReg;
import io.temper.vaereg.VaeReg;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.quarkus.core.CamelRuntime;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The beans that routes and components look up. */
@Dependent
class Wiring {
    /** Camel Quarkus leaves its start to applications that have a main of their own. */
    void start(
            @Observes StartupEvent event,
            CamelRuntime camel,
            @ConfigProperty(name = ComputeDevice.PROPERTY) ComputeDevice device) {
        device.use();
        camel.start();
    }

    @Produces
    @Singleton
    Home home(@ConfigProperty(name = "temper.home") Path folder) {
        return new Home(folder);
    }

    /** Loaded at its first use: what needs no network starts without it. */
    @Produces
    @ApplicationScoped
    @Unremovable
    VaeReg model(@ConfigProperty(name = "temper.model") Optional<Path> folder) {
        try {
            return folder.isPresent() ? DjlVaeReg.load(folder.get()) : DjlVaeReg.bundled();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    void close(@Disposes VaeReg model) {
        model.close();
    }

    @Produces
    @Singleton
    @Unremovable
    AdapterRegistry adapters(Home home) {
        return new AdapterRegistry(home.adapters());
    }

    @Produces
    @Singleton
    @Named("designLoop")
    DesignLoop loop(VaeReg model) {
        return new DesignLoop(model);
    }
}
