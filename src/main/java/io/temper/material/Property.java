package io.temper.material;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A component of the effective stiffness that can be predicted, designed for and verified [GPa]. */
public enum Property {
    C11(1, 1),
    C21(2, 1),
    C31(3, 1),
    C22(2, 2),
    C32(3, 2),
    C33(3, 3),
    C44(4, 4),
    C55(5, 5),
    C66(6, 6);

    private final int row;
    private final int column;

    Property(int row, int column) {
        this.row = row;
        this.column = column;
    }

    /** Row of C in Voigt order, 1..6. */
    public int row() {
        return row;
    }

    /** Column of C in Voigt order, 1..6: the load case that gives this component. */
    public int column() {
        return column;
    }

    /** Reads a name such as {@code C11} or {@code c11}; {@code C12} is read as {@code C21}, since C is symmetric. */
    public static Property parse(String name) {
        String key = name.trim().toUpperCase(Locale.ROOT);
        for (Property p : values()) {
            if (key.equals(p.name()) || key.equals("C" + p.column + p.row)) {
                return p;
            }
        }
        throw new IllegalArgumentException("unknown property '%s': use one of %s"
                .formatted(name, Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(" "))));
    }
}
