package io.temper.vaereg.versions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names of versions: {@code v0007-1a2b3c4d}, a number that is given once and the beginning of the weights' hash. */
final class VersionName {
    private static final Pattern FORM = Pattern.compile("v([0-9]{4,9})-[0-9a-f]{8}");

    private VersionName() {}

    static boolean isOne(String name) {
        return FORM.matcher(name).matches();
    }

    /** The name, if it is one; an {@link IllegalArgumentException} otherwise: it becomes part of a path. */
    static String check(String name) {
        if (!isOne(name)) {
            throw new IllegalArgumentException("'%s' is no version of the model: give one such as v0001-1a2b3c4d, or %s"
                    .formatted(name, ModelVersion.BUNDLED));
        }
        return name;
    }

    /** The versions in a folder, by rising number; none if there is no folder. */
    static List<String> in(Path root) throws IOException {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(root)) {
            return files.map(f -> String.valueOf(f.getFileName()))
                    .filter(VersionName::isOne)
                    .sorted(java.util.Comparator.comparingInt(VersionName::number)
                            .thenComparing(n -> n))
                    .toList();
        }
    }

    /** The next free name. Its store must be locked. */
    static String next(Path root, String sha256) throws IOException {
        int last = in(root).stream().mapToInt(VersionName::number).max().orElse(0);
        return check(String.format(Locale.ROOT, "v%04d-%s", last + 1, sha256.substring(0, 8)));
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(1, name.indexOf('-')));
    }
}
