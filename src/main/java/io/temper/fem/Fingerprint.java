package io.temper.fem;

import io.temper.material.Phase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 of an evaluation: two evaluations that might differ in a digit of their result have different ones. */
public final class Fingerprint {
    private Fingerprint() {}

    /**
     * 64 hexadecimal digits.
     *
     * @param solver what else the result depends on: name and version, or command
     */
    public static String of(FemProblem problem, List<String> solver) {
        String text = "temper-fem-1 %s %s %s %s %s %s"
                .formatted(
                        problem.microstructure().sha256(),
                        problem.columns(),
                        Double.toHexString(problem.rtol()),
                        phase(problem.phases().hard()),
                        phase(problem.phases().soft()),
                        solver.stream().map(s -> s.length() + ":" + s).toList());
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of any bytes. */
    public static String of(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String phase(Phase phase) {
        return Double.toHexString(phase.youngsModulus()) + ":" + Double.toHexString(phase.poissonsRatio());
    }
}
