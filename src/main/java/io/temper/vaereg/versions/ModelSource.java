package io.temper.vaereg.versions;

import io.temper.vaereg.VaeReg;
import java.io.IOException;

/** Where models come from by name, and which of them is the current one. Safe for use by several threads at once. */
public interface ModelSource {
    /** A model in memory, and which version it is. */
    record Loaded(ModelVersion version, VaeReg model) {}

    /** Name of the version that new designs take. @throws IOException if it cannot be told */
    String current() throws IOException;

    /** Loads a version; the caller closes it. @throws IOException with one clear line if it is missing or corrupt */
    Loaded load(String name) throws IOException;

    /**
     * Makes a version the current one, provided that its parent is.
     *
     * @return whether it did: false if the current version is not the parent (any more)
     */
    boolean supersede(String parent, String next) throws IOException;
}
