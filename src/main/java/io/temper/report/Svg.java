package io.temper.report;

import java.util.Locale;

/** Writes one SVG drawing. Colours and line widths belong to the page's style sheet, which knows light and dark. */
final class Svg {
    private static final double MARKER = 4.5;

    private final StringBuilder out = new StringBuilder();

    /** @param title read aloud in place of the drawing */
    Svg(double width, double height, String title) {
        out.append("<svg viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">"
                .formatted(number(width), number(height), escape(title)));
    }

    Svg line(String style, double x1, double y1, double x2, double y2) {
        return add("<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>", style, x1, y1, x2, y2);
    }

    Svg rectangle(String style, double x, double y, double width, double height) {
        return add("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>", style, x, y, width, height);
    }

    /** @param anchor start, middle or end */
    Svg text(String style, String anchor, double x, double y, String text) {
        return add("<text class=\"%s\" text-anchor=\"%s\" x=\"%s\" y=\"%s\">%s</text>", style, anchor, x, y, text);
    }

    /** Text that reads upwards. */
    Svg upwards(String style, double x, double y, String text) {
        return add(
                "<text class=\"%s\" text-anchor=\"middle\" transform=\"translate(%s %s) rotate(-90)\">%s</text>",
                style, x, y, text);
    }

    /** @param points "x,y x,y ..." as {@link #point} writes them */
    Svg polyline(String style, String points) {
        return add("<polyline class=\"%s\" points=\"%s\"/>", style, points);
    }

    /** A marker whose shape tells series apart where colour does not: in print, and for the colour-blind. */
    Svg marker(String style, int series, double x, double y) {
        String shape = switch (series % 4) {
            case 0 -> circle(x, y);
            case 1 -> polygon(x, y, -1, -1, 1, -1, 1, 1, -1, 1);
            case 2 -> polygon(x, y, 0, -1.25, 1.2, 0.9, -1.2, 0.9);
            default -> polygon(x, y, 0, -1.35, 1.35, 0, 0, 1.35, -1.35, 0);
        };
        out.append(shape.formatted(escape(style + " s" + series % 4)));
        return this;
    }

    /** A small dot of a colour of its own, for one of many. */
    Svg dot(String fill, double x, double y) {
        return add("<circle class=\"dot\" fill=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>", fill, x, y, 2.6);
    }

    /** @param degrees that it is turned by, clockwise */
    Svg ellipse(String style, double x, double y, double rx, double ry, double degrees) {
        return add(
                "<ellipse class=\"%s\" rx=\"%s\" ry=\"%s\" transform=\"translate(%s %s) rotate(%s)\"/>",
                style, rx, ry, x, y, degrees);
    }

    Svg cross(String style, double x, double y) {
        return line(style, x - MARKER, y - MARKER, x + MARKER, y + MARKER)
                .line(style, x - MARKER, y + MARKER, x + MARKER, y - MARKER);
    }

    /** A picture scaled without smoothing. */
    Svg image(String uri, double x, double y, double size) {
        return add(
                "<image href=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" preserveAspectRatio=\"none\"/>",
                uri, x, y, size, size);
    }

    String end() {
        return out.append("</svg>").toString();
    }

    static String point(double x, double y) {
        return number(x) + "," + number(y);
    }

    private static String circle(double x, double y) {
        return "<circle class=\"%%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>".formatted(number(x), number(y), number(MARKER));
    }

    private static String polygon(double x, double y, double... offsets) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < offsets.length; i += 2) {
            points.append(point(x + MARKER * offsets[i], y + MARKER * offsets[i + 1]))
                    .append(' ');
        }
        return "<polygon class=\"%%s\" points=\"%s\"/>"
                .formatted(points.toString().trim());
    }

    private Svg add(String element, Object... values) {
        Object[] written = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            written[i] = values[i] instanceof Double d ? number(d) : escape((String) values[i]);
        }
        out.append(element.formatted(written));
        return this;
    }

    private static String number(double v) {
        String s = String.format(Locale.ROOT, "%.2f", v);
        return s.endsWith(".00") ? s.substring(0, s.length() - 3) : s;
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
