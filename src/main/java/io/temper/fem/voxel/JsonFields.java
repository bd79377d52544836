package io.temper.fem.voxel;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Checked reading of values; an {@link IllegalArgumentException} says what was found where something else belongs. */
final class JsonFields {
    private JsonFields() {}

    static String text(JsonParser json, String name) throws IOException {
        expect(json.currentToken(), JsonToken.VALUE_STRING, name);
        return json.getText();
    }

    static double number(JsonParser json, String name) throws IOException {
        if (!json.currentToken().isNumeric()) {
            throw new IllegalArgumentException("%s must be a number".formatted(name));
        }
        return json.getDoubleValue();
    }

    static void expect(@Nullable JsonToken found, JsonToken wanted, String name) {
        if (found != wanted) {
            throw new IllegalArgumentException("%s: found %s where %s belongs".formatted(name, found, wanted));
        }
    }
}
