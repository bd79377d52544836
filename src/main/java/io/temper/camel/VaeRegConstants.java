package io.temper.camel;

import org.apache.camel.spi.Metadata;

/** Message headers of {@code vaereg:} and {@code anneal:}. */
public final class VaeRegConstants {
    /** The model of this message. */
    @Metadata(
            description =
                    "The model to ask, for example the one that a design keeps to its end; overrides the component's",
            javaType = "io.temper.vaereg.VaeReg")
    public static final String MODEL = "CamelVaeRegModel";

    /** What is wanted. */
    @Metadata(
            description =
                    "The target that vaereg:settle settles modes for and that anneal: looks for, in the model's phases; vaereg:infer sets it",
            javaType = "io.temper.material.DesignTarget")
    public static final String TARGET = "CamelVaeRegTarget";

    private VaeRegConstants() {}
}
