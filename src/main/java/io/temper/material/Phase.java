package io.temper.material;

/**
 * An isotropic linear elastic phase.
 *
 * @param youngsModulus E [GPa], positive
 * @param poissonsRatio nu [-], in (-1, 0.5)
 */
public record Phase(double youngsModulus, double poissonsRatio) {
    public Phase {
        if (!(youngsModulus > 0) || !Double.isFinite(youngsModulus)) {
            throw new IllegalArgumentException(
                    "Young's modulus %s GPa must be a positive finite number; for voids take a millionth of the other phase's"
                            .formatted(youngsModulus));
        }
        if (!(poissonsRatio > -1 && poissonsRatio < 0.5)) {
            throw new IllegalArgumentException(
                    "Poisson's ratio %s must lie between -1 and 0.5 (both excluded)".formatted(poissonsRatio));
        }
    }

    /** Reads {@code E:nu}, for example {@code 120:0.3}. */
    public static Phase parse(String text) {
        String[] parts = text.split(":", -1);
        try {
            if (parts.length == 2) {
                return new Phase(Double.parseDouble(parts[0].trim()), Double.parseDouble(parts[1].trim()));
            }
        } catch (NumberFormatException e) {
            // falls through to the one message
        }
        throw new IllegalArgumentException("phase '%s' is not E:nu, for example 120:0.3 (GPa)".formatted(text));
    }

    /** First Lamé parameter lambda [GPa]. */
    public double lambda() {
        return youngsModulus * poissonsRatio / ((1 + poissonsRatio) * (1 - 2 * poissonsRatio));
    }

    /** Shear modulus mu [GPa]. */
    public double mu() {
        return youngsModulus / (2 * (1 + poissonsRatio));
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return youngsModulus + ":" + poissonsRatio;
    }
}
