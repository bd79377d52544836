package io.temper.camel;

import io.temper.vaereg.VaeReg;
import io.temper.vaereg.versions.ModelStore;
import io.temper.vaereg.versions.Models;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * The models of an application that has bound none: one of each folder for {@code vaereg:} and {@code anneal:} together, loaded
 * at its first use and closed with the context.
 */
final class StandardModels extends ServiceSupport {
    private final Map<String, Models> models = new HashMap<>();

    /** Those of a context. */
    static synchronized StandardModels of(CamelContext camel) {
        StandardModels known = camel.hasService(StandardModels.class);
        if (known != null) {
            return known;
        }
        StandardModels made = new StandardModels();
        try {
            camel.addService(made, true, true);
        } catch (Exception e) {
            throw new RuntimeCamelException("models cannot be kept by this Camel context: " + e.getMessage(), e);
        }
        return made;
    }

    /** @param folder as training wrote it; null for the current model, which is the bundled one unless another was chosen */
    synchronized VaeReg model(@Nullable String folder) {
        return models.computeIfAbsent(String.valueOf(folder), f -> load(folder)).view();
    }

    private static Models load(@Nullable String folder) {
        ModelStore store = new ModelStore(ModelStore.standardFolder());
        return folder == null ? new Models(store) : Models.given(Path.of(folder), store);
    }

    @Override
    protected synchronized void doStop() {
        models.values().forEach(Models::close);
        models.clear();
    }
}
