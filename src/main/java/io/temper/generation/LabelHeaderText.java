package io.temper.generation;

import io.temper.generation.LabelTable.Header;
import io.temper.material.Phase;
import io.temper.material.Phases;
import io.temper.material.Property;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The two lines that begin a label table: {@code # temper-labels-2} and {@code name=value} words that say all that is needed
 * to make the samples and their labels again; then the names of the columns.
 */
final class LabelHeaderText {
    private static final String FORMAT = "temper-labels-2";
    private static final String VERSION_1 = "temper-labels-1";
    private static final List<String> SAMPLE = List.of("index", "sigma_x", "sigma_y", "sigma_z", "fraction", "seed");
    private static final List<String> ORIGIN = List.of("solver", "version");
    private static final String UNIT = "GPa";
    /** A message shows no more of a value. */
    private static final int SHOWN = 60;

    private LabelHeaderText() {}

    /** Both lines, ended. */
    static String write(Header header) {
        String words = words(header).entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(" "));
        return "# " + FORMAT + " " + words + "\n" + String.join(",", columns(header.properties())) + "\n";
    }

    private static Map<String, String> words(Header header) {
        DatasetRecipe recipe = header.recipe();
        Map<String, String> words = new LinkedHashMap<>();
        words.put("seed", Long.toString(recipe.seed()));
        words.put("perFilter", Integer.toString(recipe.samplesPerFilter()));
        words.put(
                "filters",
                recipe.filters().stream()
                        .map(sigma -> sigma.toString().replace(',', ':'))
                        .collect(Collectors.joining(";")));
        words.put("size", Integer.toString(header.size()));
        words.put("hard", header.phases().hard().toString());
        words.put("soft", header.phases().soft().toString());
        words.put("rtol", Double.toString(header.rtol()));
        words.put("unit", UNIT);
        return words;
    }

    private static List<String> columns(List<Property> properties) {
        List<String> columns = new ArrayList<>(SAMPLE);
        properties.forEach(p -> columns.add(p.name()));
        columns.addAll(ORIGIN);
        return columns;
    }

    /**
     * Reads the header of a table's lines.
     *
     * @throws IllegalArgumentException one clear line, if they do not begin with one
     */
    static Header read(List<String> lines) {
        if (lines.size() < 2) {
            throw new IllegalArgumentException(
                    "its two header lines are not whole: remove the file, or put its first lines back");
        }
        String first = lines.get(0);
        List<String> parts = List.of(first.split(" ", -1));
        if (parts.size() > 1 && parts.get(1).equals(VERSION_1)) {
            throw new IllegalArgumentException(
                    "its first line is of %s, which did not name the filters: write %s there, and after perFilter=... a word like filters=1:1:7;7:1:1 with the filters in the order of the samples"
                            .formatted(VERSION_1, FORMAT));
        }
        if (parts.size() < 2 || !parts.get(0).equals("#") || !parts.get(1).equals(FORMAT)) {
            throw new IllegalArgumentException("it begins with '%s', not with '# %s'".formatted(brief(first), FORMAT));
        }
        Words words = new Words(parts.subList(2, parts.size()));
        List<Sigma> filters = Arrays.stream(words.take("filters").split(";", -1))
                .map(LabelHeaderText::sigma)
                .toList();
        DatasetRecipe recipe = new DatasetRecipe(filters, (int) words.integer("perFilter"), words.integer("seed"));
        int size = (int) words.integer("size");
        Phases phases = new Phases(Phase.parse(words.take("hard")), Phase.parse(words.take("soft")));
        double rtol = words.number("rtol");
        if (!words.take("unit").equals(UNIT)) {
            throw new IllegalArgumentException("its unit is not " + UNIT);
        }
        words.end();
        return new Header(recipe, size, phases, properties(lines.get(1)), rtol);
    }

    private static Sigma sigma(String text) {
        return Sigma.parse(text.replace(':', ','));
    }

    private static List<Property> properties(String line) {
        List<String> names = List.of(line.split(",", -1));
        int end = names.size() - ORIGIN.size();
        if (end <= SAMPLE.size()
                || !names.subList(0, SAMPLE.size()).equals(SAMPLE)
                || !names.subList(end, names.size()).equals(ORIGIN)) {
            throw new IllegalArgumentException("its columns are '%s', not %s, properties, %s"
                    .formatted(brief(line), String.join(",", SAMPLE), String.join(",", ORIGIN)));
        }
        return names.subList(SAMPLE.size(), end).stream().map(Property::parse).toList();
    }

    /** What differs, as one clear line; empty if nothing does. */
    static String differences(Header is, Header asked) {
        List<String> differences = new ArrayList<>();
        Map<String, String> wanted = words(asked);
        words(is).forEach((name, value) -> {
            String other = wanted.getOrDefault(name, "");
            if (!value.equals(other)) {
                differences.add("%s=%s, not %s".formatted(name, brief(value), brief(other)));
            }
        });
        if (!is.properties().equals(asked.properties())) {
            differences.add("properties %s, not %s".formatted(is.properties(), asked.properties()));
        }
        return String.join("; ", differences);
    }

    private static String brief(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    /** The first line's words, each of which is taken once. */
    private static final class Words {
        private final Map<String, String> left = new LinkedHashMap<>();

        Words(List<String> words) {
            for (String word : words) {
                int at = word.indexOf('=');
                if (at < 1 || left.put(word.substring(0, at), word.substring(at + 1)) != null) {
                    throw new IllegalArgumentException(
                            "its first line holds '%s', which is no name=value or there twice".formatted(brief(word)));
                }
            }
        }

        String take(String name) {
            String value = left.remove(name);
            if (value == null) {
                throw new IllegalArgumentException("its first line has no " + name);
            }
            return value;
        }

        long integer(String name) {
            String value = take(name);
            try {
                return name.equals("seed") ? Long.parseLong(value) : Integer.parseInt(value);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("%s=%s is not a whole number".formatted(name, brief(value)), e);
            }
        }

        double number(String name) {
            String value = take(name);
            try {
                return Double.parseDouble(value);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("%s=%s is not a number".formatted(name, brief(value)), e);
            }
        }

        void end() {
            if (!left.isEmpty()) {
                throw new IllegalArgumentException("its first line says %s, which is not known".formatted(left));
            }
        }
    }
}
