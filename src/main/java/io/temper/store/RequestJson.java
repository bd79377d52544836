package io.temper.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.temper.design.DesignRequest;
import io.temper.goal.GoalForm;
import io.temper.goal.Goals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** A request as JSON, with nothing left to defaults: the form that {@code POST /designs} takes. */
public final class RequestJson {
    private static final ObjectMapper JSON =
            JsonMapper.builder().addMixIn(Goals.class, Form.class).build();
    private static final List<String> FIELDS = List.of("target", "constraints");

    /** Goals are written as {@link GoalForm} has them, in the fields of the request. */
    @JsonSerialize(converter = FromGoals.class)
    @JsonDeserialize(converter = ToGoals.class)
    private interface Form {}

    private static final class FromGoals extends StdConverter<Goals, Map<String, Map<String, Object>>> {
        @Override
        public Map<String, Map<String, Object>> convert(Goals goals) {
            return Map.of("target", GoalForm.targets(goals), "constraints", GoalForm.constraints(goals));
        }
    }

    private static final class ToGoals extends StdConverter<Map<String, Map<String, Object>>, Goals> {
        @Override
        public Goals convert(Map<String, Map<String, Object>> form) {
            return GoalForm.of(form.get("target"), form.get("constraints"));
        }
    }

    private RequestJson() {}

    public static String write(DesignRequest request) {
        try {
            ObjectNode json = JSON.valueToTree(request);
            json.setAll((ObjectNode) json.remove("goals"));
            return JSON.writeValueAsString(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads it back. */
    public static DesignRequest read(String json) {
        try {
            ObjectNode flat = (ObjectNode) JSON.readTree(json);
            ObjectNode goals = flat.putObject("goals");
            FIELDS.stream().filter(flat::has).forEach(f -> goals.set(f, flat.remove(f)));
            return JSON.treeToValue(flat, DesignRequest.class);
        } catch (IOException e) {
            throw new UncheckedIOException("a request in the database cannot be read: " + e.getMessage(), e);
        }
    }
}
