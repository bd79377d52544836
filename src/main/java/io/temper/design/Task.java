package io.temper.design;

/**
 * A new microstructure to make for a candidate.
 *
 * @param action id of the route that makes it: {@code infer}, {@code anneal}, {@code trim}
 */
public record Task(String action, Candidate candidate) {}
