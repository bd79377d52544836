package io.temper.camel;

import org.apache.camel.spi.Metadata;

/** Message headers of {@code fem:}. */
public final class FemConstants {
    /** The folder of this evaluation. */
    @Metadata(
            description =
                    "A folder of this evaluation's own, for problem, result and solver logs; overrides workFolder",
            javaType = "Path")
    public static final String FOLDER = "CamelFemFolder";

    private FemConstants() {}
}
