package io.temper.goal;

import io.temper.material.Axis;
import io.temper.material.Property;
import io.temper.material.Stiffness;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Something about a microstructure that can be wanted.
 *
 * @param kind what it is
 * @param i first index, 1..6 of a stiffness, 1..3 of an axis; of a percolation 1 for the hard phase, 0 for the soft one
 * @param j second index; 0 if there is none
 */
public record Quantity(Kind kind, int i, int j) {
    /** What can be wanted. */
    public enum Kind {
        /** A component of C, any of the 21 [GPa]. */
        STIFFNESS,
        /** E_i [GPa]. */
        YOUNG,
        /** G_ij [GPa]. */
        SHEAR,
        /** nu_ij: contraction along j under tension along i [-]. */
        POISSON,
        /** A^U, zero if isotropic [-]. */
        ANISOTROPY,
        /** Zener's ratio, one if isotropic [-]. */
        ZENER,
        /** Volume fraction of the hard phase, 0..1. */
        HARD_FRACTION,
        /** Smallest feature of either phase, a diameter [voxels]. */
        FEATURE,
        /** Whether a phase percolates along an axis, 1 or 0. */
        PERCOLATION
    }

    private static final String NAMES =
            "C11 to C66 (21 of them), E1 E2 E3, G23 G13 G12, nu12 nu13 nu23 nu21 nu31 nu32, anisotropy, zener, hardFraction, feature, percolates";

    public static final Quantity HARD_FRACTION = new Quantity(Kind.HARD_FRACTION, 0, 0);

    /** A component of the stiffness that the model may know. */
    public static Quantity of(Property p) {
        return new Quantity(Kind.STIFFNESS, p.row(), p.column());
    }

    /** Reads a name such as {@code C11}, {@code E1}, {@code G12}, {@code nu12}, {@code hardFraction}; C12 is C21, G21 is G12. */
    public static Quantity parse(String name) {
        String key = name.trim().toLowerCase(Locale.ROOT);
        switch (key) {
            case "anisotropy":
                return new Quantity(Kind.ANISOTROPY, 0, 0);
            case "zener":
                return new Quantity(Kind.ZENER, 0, 0);
            case "hardfraction":
                return HARD_FRACTION;
            case "feature":
                return new Quantity(Kind.FEATURE, 0, 0);
            default:
                return indexed(key)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "unknown quantity '%s': use one of %s".formatted(name.trim(), NAMES)));
        }
    }

    private static Optional<Quantity> indexed(String key) {
        String digits = key.replaceFirst("^[a-z]+", "");
        String letters = key.substring(0, key.length() - digits.length());
        if (letters.equals("e") && digits.matches("[1-3]")) {
            return Optional.of(new Quantity(Kind.YOUNG, digits.charAt(0) - '0', 0));
        }
        if (!digits.matches("[1-6]{2}")) {
            return Optional.empty();
        }
        int i = digits.charAt(0) - '0';
        int j = digits.charAt(1) - '0';
        if (letters.equals("c")) {
            return Optional.of(new Quantity(Kind.STIFFNESS, Math.max(i, j), Math.min(i, j)));
        }
        if (i > 3 || j > 3 || i == j) {
            return Optional.empty();
        }
        return switch (letters) {
            case "g" -> Optional.of(new Quantity(Kind.SHEAR, Math.min(i, j), Math.max(i, j)));
            case "nu" -> Optional.of(new Quantity(Kind.POISSON, i, j));
            default -> Optional.empty();
        };
    }

    /** Reads {@code hard:x} or {@code soft:z}. */
    static Quantity percolation(String text) {
        String[] parts = text.trim().toLowerCase(Locale.ROOT).split(":", -1);
        boolean axis = parts.length == 2 && parts[1].matches("[xyz]");
        if (!axis || !parts[0].equals("hard") && !parts[0].equals("soft")) {
            throw new IllegalArgumentException(
                    "percolates '%s': give a phase and an axis, for example percolates=hard:x".formatted(text.trim()));
        }
        return new Quantity(Kind.PERCOLATION, parts[0].equals("hard") ? 1 : 0, parts[1].charAt(0) - 'x' + 1);
    }

    /** The component that a model may know, if this is one. */
    public Optional<Property> property() {
        return kind != Kind.STIFFNESS
                ? Optional.empty()
                : Arrays.stream(Property.values())
                        .filter(p -> p.row() == i && p.column() == j)
                        .findFirst();
    }

    /**
     * The load cases, 1..6, that give it. A modulus needs all six: it is a term of the inverse of the whole C, and a microstructure
     * without symmetry couples all of them.
     */
    public SortedSet<Integer> columns() {
        return switch (kind) {
            case STIFFNESS -> new TreeSet<>(List.of(j));
            case YOUNG, SHEAR, POISSON, ANISOTROPY, ZENER -> new TreeSet<>(List.of(1, 2, 3, 4, 5, 6));
            default -> new TreeSet<>();
        };
    }

    /** Whether the voxels alone say it. */
    public boolean isGeometric() {
        return kind == Kind.FEATURE || kind == Kind.PERCOLATION || kind == Kind.HARD_FRACTION;
    }

    /** Whether it is a stiffness or a modulus that is never negative: it rises with the hard fraction [GPa]. */
    public boolean isModulus() {
        return kind == Kind.YOUNG || kind == Kind.SHEAR || kind == Kind.STIFFNESS && (i == j || i <= 3);
    }

    public String unit() {
        return switch (kind) {
            case STIFFNESS, YOUNG, SHEAR -> "GPa";
            case FEATURE -> "voxels";
            default -> "";
        };
    }

    /** Whether it can be said of what is known. */
    public boolean isKnown(Achieved a) {
        return switch (kind) {
            case HARD_FRACTION -> true;
            case FEATURE, PERCOLATION -> a.hasVoxels();
            default -> a.hasStiffness();
        };
    }

    /** Its value; a percolation is 1 or 0. */
    public double of(Achieved a) {
        return switch (kind) {
            case STIFFNESS -> component(a.stiffness());
            case YOUNG -> a.constants().E()[i - 1];
            case SHEAR -> a.constants().G()[5 - i - j];
            case POISSON -> a.constants().nu()[i - 1][j - 1];
            case ANISOTROPY -> a.anisotropy().universal();
            case ZENER -> a.anisotropy().zener();
            case HARD_FRACTION -> a.hardFraction();
            case FEATURE -> a.feature();
            case PERCOLATION -> a.percolates(i == 1, Axis.values()[j - 1]) ? 1 : 0;
        };
    }

    private double component(Stiffness C) {
        return C.column(j)
                .map(c -> c[i - 1])
                .or(() -> C.column(i).map(c -> c[j - 1]))
                .orElseThrow(() -> new IllegalStateException(
                        "%s needs column %d, but only %s were solved".formatted(this, j, C.solvedColumns())));
    }

    @Override
    public String toString() {
        return switch (kind) {
            case STIFFNESS -> "C" + i + j;
            case YOUNG -> "E" + i;
            case SHEAR -> "G" + i + j;
            case POISSON -> "nu" + i + j;
            case ANISOTROPY -> "anisotropy";
            case ZENER -> "zener";
            case HARD_FRACTION -> "hardFraction";
            case FEATURE -> "feature";
            case PERCOLATION -> "percolates " + (i == 1 ? "hard:" : "soft:") + "xyz".charAt(j - 1);
        };
    }
}
