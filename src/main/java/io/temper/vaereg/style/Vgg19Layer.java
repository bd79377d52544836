package io.temper.vaereg.style;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The sixteen 3x3 convolutions of VGG19 (Simonyan and Zisserman 2015), in order; each block but the first begins with a pooling. */
public enum Vgg19Layer {
    CONV1_1(3, 64, 0),
    CONV1_2(64, 64, 2),
    CONV2_1(64, 128, 5),
    CONV2_2(128, 128, 7),
    CONV3_1(128, 256, 10),
    CONV3_2(256, 256, 12),
    CONV3_3(256, 256, 14),
    CONV3_4(256, 256, 16),
    CONV4_1(256, 512, 19),
    CONV4_2(512, 512, 21),
    CONV4_3(512, 512, 23),
    CONV4_4(512, 512, 25),
    CONV5_1(512, 512, 28),
    CONV5_2(512, 512, 30),
    CONV5_3(512, 512, 32),
    CONV5_4(512, 512, 34);

    /** Rows and columns of every kernel. */
    public static final int KERNEL = 3;

    private final int in;
    private final int out;
    private final int torchIndex;

    Vgg19Layer(int in, int out, int torchIndex) {
        this.in = in;
        this.out = out;
        this.torchIndex = torchIndex;
    }

    /**
     * The layer of a label such as {@code conv3_1}.
     *
     * @throws IllegalArgumentException if VGG19 has no such layer
     */
    public static Vgg19Layer of(String label) {
        return Arrays.stream(values())
                .filter(l -> l.label().equals(label.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "VGG19 has no layer '%s': use conv1_1, conv2_1, conv3_1 ... conv5_4".formatted(label)));
    }

    /** The layers from the first to this one. */
    public List<Vgg19Layer> upTo() {
        return Arrays.asList(values()).subList(0, ordinal() + 1);
    }

    /** Channels of the input; the first layer's are colours. */
    public int in() {
        return in;
    }

    /** Feature maps. */
    public int out() {
        return out;
    }

    /** 1 to 5. */
    public int block() {
        return name().charAt(4) - '0';
    }

    /** Whether a 2x2 pooling comes before it. */
    boolean followsPooling() {
        return block() > 1 && name().endsWith("_1");
    }

    /** For example {@code conv3_1}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For example {@code block3_conv1}. */
    String kerasName() {
        return "block%d_conv%s".formatted(block(), name().substring(6));
    }

    /** Its place in torchvision's {@code features}, which counts activations and poolings too. */
    int torchIndex() {
        return torchIndex;
    }
}
