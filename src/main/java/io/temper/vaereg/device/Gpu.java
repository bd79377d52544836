package io.temper.vaereg.device;

/**
 * A GPU as its driver describes it.
 *
 * @param name for people
 * @param computeCapability for example {@code 9.0}
 * @param memoryMB all of its memory [MiB]
 */
public record Gpu(String name, String computeCapability, long memoryMB) {}
