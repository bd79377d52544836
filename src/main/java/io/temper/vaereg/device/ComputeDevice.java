package io.temper.vaereg.device;

import java.util.Locale;

/** What TensorFlow computes on: one choice for a process, since its native libraries are loaded once. */
public enum ComputeDevice {
    /** The GPU if all that it needs is there, else the CPU. */
    AUTO,
    /** The GPU or nothing. */
    GPU,
    /** The CPU; no GPU is touched. */
    CPU;

    /** System property, and setting of the service, that holds the choice. */
    public static final String PROPERTY = "temper.device";

    /** Environment variable that holds it where the property is not set. */
    public static final String VARIABLE = "TEMPER_DEVICE";

    /** @throws IllegalArgumentException if the text names no device */
    public static ComputeDevice parse(String text) {
        for (ComputeDevice device : values()) {
            if (device.toString().equals(text.strip().toLowerCase(Locale.ROOT))) {
                return device;
            }
        }
        throw new IllegalArgumentException("device '%s' is none of auto, gpu, cpu".formatted(text));
    }

    /**
     * This process's choice: the property, else the environment variable, else {@link #AUTO}.
     *
     * @throws IllegalArgumentException if what is set names no device
     */
    public static ComputeDevice wanted() {
        String property = System.getProperty(PROPERTY);
        String variable = System.getenv(VARIABLE);
        if (property != null && !property.isBlank()) {
            return parse(property);
        }
        return variable == null || variable.isBlank() ? AUTO : parse(variable);
    }

    /**
     * Makes this the choice of this process, and of the application that is started next in it.
     *
     * @throws IllegalStateException if this is {@link #GPU} and something that it needs is missing; one line says what
     */
    public void use() {
        if (this == GPU) {
            DeviceChoice.of(GPU, () -> GpuCheck.ofThisMachine(GPU));
        }
        System.setProperty(PROPERTY, toString());
    }

    /** As written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
