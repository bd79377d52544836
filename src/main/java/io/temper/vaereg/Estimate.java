package io.temper.vaereg;

/** A predicted value and its standard deviation, both in the value's unit (GPa for stiffness). */
public record Estimate(double mean, double sd) {}
