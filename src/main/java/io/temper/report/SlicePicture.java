package io.temper.report;

import io.temper.material.Microstructure;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;

/** The three centre slices of a microstructure: hard is black, the first axis points right, the second up. */
final class SlicePicture {
    private static final double SIDE = 170;
    private static final double LEFT = 20;
    private static final double TOP = 4;
    private static final double BOTTOM = 20;
    private static final int WHITE = 0xffffff;
    private static final int BLACK = 0;

    private SlicePicture() {}

    /** Drawings of the planes xy, xz and yz through the centre. */
    static List<String> of(Microstructure m) {
        int x = m.nx() / 2;
        int y = m.ny() / 2;
        int z = m.nz() / 2;
        return List.of(
                draw("x", "y", "z = " + z, png(m.nx(), m.ny(), (i, j) -> colour(m, i, j, z))),
                draw("x", "z", "y = " + y, png(m.nx(), m.nz(), (i, j) -> colour(m, i, y, j))),
                draw("y", "z", "x = " + x, png(m.ny(), m.nz(), (i, j) -> colour(m, x, i, j))));
    }

    private static int colour(Microstructure m, int x, int y, int z) {
        return m.isHard(x, y, z) ? BLACK : WHITE;
    }

    private static String draw(String right, String up, String plane, String png) {
        double below = TOP + SIDE + 15;
        return new Svg(LEFT + SIDE + 1, TOP + SIDE + BOTTOM, "slice %s%s at %s".formatted(right, up, plane))
                .image(png, LEFT, TOP, SIDE)
                .rectangle("frame", LEFT, TOP, SIDE, SIDE)
                .text("axis", "start", LEFT, below, right + " →")
                .text("axis", "end", LEFT + SIDE, below, plane)
                .upwards("axis", LEFT - 7, TOP + SIDE - 10, up + " →")
                .end();
    }

    /** @param colour of the voxel at (right, up) */
    private static String png(int width, int height, IntBinaryOperator colour) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY);
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < height; j++) {
                image.setRGB(i, height - 1 - j, colour.applyAsInt(i, j));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
