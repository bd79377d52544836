package io.temper.material;

/** An axis of a microstructure: X is array axis 0 and direction 1 of the stiffness. */
public enum Axis {
    X,
    Y,
    Z
}
