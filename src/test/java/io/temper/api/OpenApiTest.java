package io.temper.api;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The description of the service, read as OpenAPI Generator reads it. */
@QuarkusTest
class OpenApiTest {
    private static OpenAPI description() {
        ParseOptions resolved = new ParseOptions();
        resolved.setResolve(true);
        String text = when().get("/q/openapi").then().statusCode(200).extract().asString();
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(text, List.of(), resolved);
        assertThat(result.getMessages()).isEmpty();
        return result.getOpenAPI();
    }

    @Test
    void description_everyOperation_saysWhatItAnswers() {
        OpenAPI api = description();
        List<Operation> operations = api.getPaths().values().stream()
                .map(PathItem::readOperations)
                .flatMap(List::stream)
                .toList();
        assertThat(operations)
                .extracting(Operation::getOperationId)
                .doesNotHaveDuplicates()
                .doesNotContainNull();
        assertThat(operations).allSatisfy(o -> {
            assertThat(o.getSummary()).as(o.getOperationId()).isNotBlank();
            assertThat(o.getResponses().keySet()).as(o.getOperationId()).anyMatch(status -> status.startsWith("2"));
            o.getResponses().forEach((status, response) -> {
                assertThat(response.getDescription())
                        .as(o.getOperationId() + " " + status)
                        .isNotBlank();
                if (!status.startsWith("2") && !status.startsWith("3")) {
                    assertThat(response.getContent()
                                    .get("application/problem+json")
                                    .getSchema()
                                    .get$ref())
                            .isEqualTo("#/components/schemas/Problem");
                }
            });
            assertThat(o.getResponses().getDefault()).as(o.getOperationId()).isNotNull();
        });
        assertThat(api.getComponents().getSchemas().get("Problem").getProperties())
                .containsOnlyKeys("title", "status", "detail");
    }

    @Test
    void description_eventsAndFiles_areWhatTheyAre() {
        OpenAPI api = description();
        assertThat(api.getPaths()
                        .get("/designs/{id}/events")
                        .getGet()
                        .getResponses()
                        .get("200")
                        .getContent())
                .containsOnlyKeys("text/event-stream");
        for (Map.Entry<String, PathItem> path : api.getPaths().entrySet()) {
            if (path.getKey().matches(".*(files/\\{name}|\\{id}\\{ending}).*")) {
                assertThat(path.getValue()
                                .getGet()
                                .getResponses()
                                .get("200")
                                .getContent()
                                .get("application/octet-stream")
                                .getSchema()
                                .getFormat())
                        .isEqualTo("binary");
            }
        }
        assertThat(api.getPaths()
                        .get("/microstructures")
                        .getPost()
                        .getRequestBody()
                        .getContent())
                .containsKey("application/octet-stream");
    }
}
