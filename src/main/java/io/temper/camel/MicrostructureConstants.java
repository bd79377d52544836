package io.temper.camel;

import org.apache.camel.spi.Metadata;

/** Message headers of {@code microstructure:}. */
public final class MicrostructureConstants {
    /** The hard fraction. */
    @Metadata(description = "Hard fraction, 0 to 1; overrides fraction", javaType = "double")
    public static final String FRACTION = "CamelMicrostructureFraction";

    private MicrostructureConstants() {}
}
