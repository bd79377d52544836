package io.temper.vaereg;

import io.temper.design.AnalyticMaterial;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.vaereg.versions.ModelSource;
import io.temper.vaereg.versions.ModelVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Models in memory, with a record of which were loaded and closed; the bundled one is the analytic material's. */
public final class FakeModels implements ModelSource {
    private final Map<String, VaeReg> models = new HashMap<>();
    private final List<String> loaded = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private String current = ModelVersion.BUNDLED;

    public FakeModels() {
        add(ModelVersion.BUNDLED, new AnalyticMaterial.Model());
    }

    public synchronized void add(String name, VaeReg model) {
        models.put(name, model);
    }

    @Override
    public synchronized String current() {
        return current;
    }

    @Override
    public synchronized Loaded load(String name) throws IOException {
        VaeReg model = models.get(name);
        if (model == null) {
            throw new IOException("there is no version " + name);
        }
        loaded.add(name);
        return new Loaded(version(name), new Recorded(name, model));
    }

    public ModelVersion version(String name) {
        if (name.equals(ModelVersion.BUNDLED)) {
            return new ModelVersion(name, "00", null, null, null, true);
        }
        ModelVersion.Origin origin = new ModelVersion.Origin(
                "2026-11-22T12:00:00Z", "d", "C11=33.0", 7, Map.of("MAPE", 0.05), Map.of("MAPE", 0.02), "0.1.0");
        return new ModelVersion(name, "11", ModelVersion.BUNDLED, "00", origin, true);
    }

    @Override
    public synchronized boolean supersede(String parent, String next) {
        boolean isCurrent = current.equals(parent);
        if (isCurrent) {
            current = next;
        }
        return isCurrent;
    }

    public synchronized List<String> loaded() {
        return List.copyOf(loaded);
    }

    public synchronized List<String> closed() {
        return List.copyOf(closed);
    }

    /** A model that must not be used after it was closed. */
    private final class Recorded implements VaeReg {
        private final String name;
        private final VaeReg model;
        private boolean open = true;

        Recorded(String name, VaeReg model) {
            this.name = name;
            this.model = model;
        }

        private VaeReg open() {
            synchronized (FakeModels.this) {
                if (!open) {
                    throw new IllegalStateException(name + " was closed");
                }
                return model;
            }
        }

        @Override
        public ModelCard card() {
            return open().card();
        }

        @Override
        public LatentPrior prior(DesignTarget target) {
            return open().prior(target);
        }

        @Override
        public List<PhaseField> decode(List<double[]> z) {
            return open().decode(z);
        }

        @Override
        public List<Prediction> predict(List<Microstructure> microstructures) {
            return open().predict(microstructures);
        }

        @Override
        public double strangeness(Microstructure m) {
            return open().strangeness(m);
        }

        @Override
        public void close() {
            open();
            synchronized (FakeModels.this) {
                open = false;
                closed.add(name);
            }
        }
    }
}
