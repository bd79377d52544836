package io.temper.vaereg.versions;

import io.temper.vaereg.VaeReg;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model that the user gave, current for good; what is fine-tuned from it lies in the store and serves the design that
 * asked for it.
 *
 * @param others holds the fine-tuned versions; null if there are none
 */
record GivenModel(Loader loader, @Nullable ModelSource others) implements ModelSource {
    /** Loads the given model. */
    @FunctionalInterface
    interface Loader {
        VaeReg load() throws IOException;
    }

    @Override
    public String current() {
        return ModelVersion.GIVEN;
    }

    @Override
    public Loaded load(String name) throws IOException {
        if (name.equals(ModelVersion.GIVEN)) {
            VaeReg model = loader.load();
            return new Loaded(ModelVersion.root(ModelVersion.GIVEN, model.card()), model);
        }
        return Objects.requireNonNull(others, "version %s: there is no store of models".formatted(name))
                .load(name);
    }

    @Override
    public boolean supersede(String parent, String next) {
        return false;
    }
}
