package io.temper.fem.adapter;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an adapter's command may name: {@code ${java}} the running JVM's launcher, {@code ${classpath}} the embedded solver's
 * class path, {@code ${folder}} the evaluation's folder, {@code ${adapter}} the adapter's own folder, {@code ${threads}} the
 * cores divided by the adapter's concurrency; in a batch command, {@code ${manifest}} is the list of evaluations and
 * {@code ${folder}} the folder that it lies in.
 */
final class Placeholders {
    static final Set<String> NAMES = Set.of("java", "classpath", "folder", "adapter", "threads");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

    private Placeholders() {}

    /** Throws {@link IllegalArgumentException} if an argument names an unknown placeholder. */
    static void check(Collection<String> arguments) {
        check(arguments, NAMES);
    }

    /** The same for a batch command, which must name its manifest. */
    static void checkBatch(Collection<String> arguments) {
        Set<String> names = new TreeSet<>(NAMES);
        names.add("manifest");
        check(arguments, names);
        if (!arguments.isEmpty() && arguments.stream().noneMatch(a -> a.contains("${manifest}"))) {
            throw new IllegalArgumentException("batchCommand %s does not name ${manifest}".formatted(arguments));
        }
    }

    private static void check(Collection<String> arguments, Set<String> names) {
        for (String argument : arguments) {
            Matcher m = PLACEHOLDER.matcher(argument);
            while (m.find()) {
                if (!names.contains(m.group(1))) {
                    throw new IllegalArgumentException("unknown placeholder %s in '%s': use %s"
                            .formatted(
                                    m.group(), argument, names.stream().sorted().toList()));
                }
            }
        }
    }

    static String fill(String argument, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(argument)
                .replaceAll(m -> Matcher.quoteReplacement(values.getOrDefault(m.group(1), m.group())));
    }
}
