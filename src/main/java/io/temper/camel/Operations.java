package io.temper.camel;

import java.util.Arrays;

/** Reads the operation in an endpoint's URI. */
final class Operations {
    private Operations() {}

    static <E extends Enum<E>> E parse(Class<E> operations, String name) {
        return Arrays.stream(operations.getEnumConstants())
                .filter(o -> o.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown operation '%s': use one of %s"
                        .formatted(name, Arrays.toString(operations.getEnumConstants()))));
    }
}
