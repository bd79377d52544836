package io.temper.generation;

/** What a sample of a dataset is for. */
public enum Split {
    TRAIN,
    VALIDATION,
    TEST
}
