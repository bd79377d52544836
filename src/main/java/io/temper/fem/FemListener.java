package io.temper.fem;

/** Hears what becomes of each of many problems, as soon as it is known, each once. */
public interface FemListener {
    void solved(FemTask task, FemResult result);

    void failed(FemTask task, FemException failure);
}
