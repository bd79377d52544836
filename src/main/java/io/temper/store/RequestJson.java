package io.temper.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.temper.design.DesignRequest;
import io.temper.material.DesignTarget;
import io.temper.material.Property;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** A request as JSON, with nothing left to defaults: the form that {@code POST /designs} takes. */
public final class RequestJson {
    private static final ObjectMapper JSON =
            JsonMapper.builder().addMixIn(DesignTarget.class, TargetForm.class).build();

    /** A target is the map of its values. */
    private abstract static class TargetForm {
        @JsonCreator
        TargetForm(Map<Property, Double> values) {}

        @JsonValue
        abstract Map<Property, Double> values();
    }

    private RequestJson() {}

    public static String write(DesignRequest request) {
        try {
            return JSON.writeValueAsString(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads it back. */
    public static DesignRequest read(String json) {
        try {
            return JSON.readValue(json, DesignRequest.class);
        } catch (IOException e) {
            throw new UncheckedIOException("a request in the database cannot be read: " + e.getMessage(), e);
        }
    }
}
