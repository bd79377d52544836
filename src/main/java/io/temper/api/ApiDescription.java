package io.temper.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** What holds for every operation, said in one place: each refusal is a problem, and any of them may come. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ApiDescription implements OASFilter {
    private static final String PROBLEM = "Problem";

    @Override
    public Operation filterOperation(Operation operation) {
        APIResponses responses = operation.getResponses();
        responses.getAPIResponses().forEach((status, response) -> {
            if (status.startsWith("4") || status.startsWith("5")) {
                response.setContent(problem());
                response.setDescription(
                        String.valueOf(response.getDescription()).replace(" (problem+json)", ""));
            }
        });
        if (responses.getDefaultValue() == null) {
            responses.setDefaultValue(response());
        }
        return operation;
    }

    private static APIResponse response() {
        return OASFactory.createAPIResponse()
                .description("refused or failed; the detail says why, and the mend")
                .content(problem());
    }

    private static Content problem() {
        Schema reference = OASFactory.createSchema().ref("#/components/schemas/" + PROBLEM);
        return OASFactory.createContent()
                .addMediaType(Problem.MEDIA_TYPE, OASFactory.createMediaType().schema(reference));
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        Map<String, Schema> properties = Map.of(
                "title", field(SchemaType.STRING, "the same for every problem of its status"),
                "status", field(SchemaType.INTEGER, "the answer's HTTP status"),
                "detail", field(SchemaType.STRING, "what is wrong with this request, one line with the mend"));
        api.getComponents()
                .addSchema(
                        PROBLEM,
                        OASFactory.createSchema()
                                .addType(SchemaType.OBJECT)
                                .description("An error as RFC 9457 has it")
                                .properties(properties));
    }

    private static Schema field(SchemaType type, String description) {
        return OASFactory.createSchema().addType(type).description(description);
    }
}
