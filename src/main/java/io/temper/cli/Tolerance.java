package io.temper.cli;

/**
 * A relative error as written on the command line: {@code 2%} or {@code 0.02}.
 *
 * @param ratio [-]
 */
record Tolerance(double ratio) {
    static Tolerance parse(String text) {
        String number = text.strip();
        boolean percent = number.endsWith("%");
        try {
            double value = Double.parseDouble(percent ? number.substring(0, number.length() - 1) : number);
            return new Tolerance(percent ? value / 100 : value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "tolerance '%s' is not a number, for example 2%% or 0.02".formatted(text), e);
        }
    }
}
