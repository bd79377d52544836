package io.temper.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.StartupEvent;
import io.temper.design.DesignLoop;
import io.temper.design.LabelledSamples;
import io.temper.design.Retrainer;
import io.temper.evaluation.FineTuning;
import io.temper.fem.adapter.AdapterRegistry;
import io.temper.fem.cache.CachedSolvers;
import io.temper.fem.cache.EvaluationCache;
import io.temper.vaereg.VaeReg;
import io.temper.vaereg.device.ComputeDevice;
import io.temper.vaereg.map.LatentMaps;
import io.temper.vaereg.versions.ModelStore;
import io.temper.vaereg.versions.Models;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
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

    @Produces
    @Singleton
    @Unremovable
    ModelStore store(@ConfigProperty(name = "temper.models") Path folder) {
        return new ModelStore(folder);
    }

    /** Loaded at their first use: what needs no network starts without one. */
    @Produces
    @Singleton
    @Unremovable
    Models models(@ConfigProperty(name = "temper.model") Optional<Path> folder, ModelStore store) {
        return folder.map(f -> Models.given(f, store)).orElseGet(() -> new Models(store));
    }

    void close(@Disposes Models models) {
        models.close();
    }

    @Produces
    @Singleton
    LatentMaps latentMaps(
            @ConfigProperty(name = "temper.latent-maps") Path folder,
            @ConfigProperty(name = "temper.labels") Optional<Path> labels,
            Home home) {
        return new LatentMaps(folder, labels.orElse(home.labels()));
    }

    void close(@Disposes LatentMaps maps) {
        maps.close();
    }

    /** What {@code vaereg:} and {@code anneal:} ask outside of designs, which bring their own. */
    @Produces
    @Singleton
    @Unremovable
    VaeReg model(Models models) {
        return models.view();
    }

    /** What {@code vaereg:retrain} fine-tunes with. */
    @Produces
    @Singleton
    @Unremovable
    Retrainer retrainer(@ConfigProperty(name = "temper.labels") Optional<Path> labels, ModelStore store, Home home) {
        return new FineTuning(store, labels.orElse(home.labels()));
    }

    @Produces
    @Singleton
    @Unremovable
    AdapterRegistry adapters(Home home) {
        return new AdapterRegistry(home.adapters());
    }

    /** What {@code fem:} puts before the adapters. */
    @Produces
    @Singleton
    @Unremovable
    CachedSolvers cachedSolvers(
            @ConfigProperty(name = EvaluationCache.PROPERTY) Optional<String> place,
            @ConfigProperty(name = "temper.cache-size") Optional<String> limit,
            MeterRegistry meters) {
        Optional<EvaluationCache> cache = EvaluationCache.of(place.orElse(null), limit.orElse(null));
        cache.ifPresent(c -> {
            String name = "temper.cache.lookups";
            FunctionCounter.builder(name, c, EvaluationCache::hits)
                    .tag("result", "hit")
                    .register(meters);
            FunctionCounter.builder(name, c, EvaluationCache::misses)
                    .tag("result", "miss")
                    .register(meters);
        });
        return new CachedSolvers(cache);
    }

    @Produces
    @Singleton
    @Named("designLoop")
    DesignLoop loop(Models models, @ConfigProperty(name = "temper.labels") Optional<Path> labels, Home home) {
        Path file = labels.orElse(home.labels());
        return new DesignLoop(models, new LabelledSamples(file), file);
    }
}
