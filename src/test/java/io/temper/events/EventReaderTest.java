package io.temper.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventReaderTest {
    private static final String MEASURED = """
            {"specversion": "1.0", "id": "7", "source": "lab/tester", "type": "io.temper.property.measured", "subject": "S1",
             "time": "2026-11-22T12:00:00+01:00", "traceparent": "00-1", "data":
             {"property": "C11", "value": 35120, "unit": "MPa", "uncertainty": 350.5}}""";

    private final EventReader reader = new EventReader();

    @Test
    void schema_itself_isValid() throws Exception {
        var draft = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(SchemaLocation.of(VersionFlag.V202012.getId()));
        assertThat(draft.validate(EventReader.JSON.readTree(getClass().getResource("schema/event.schema.json"))))
                .isEmpty();
    }

    @Test
    void read_otherUnit_isInGPa() throws Exception {
        Event event = reader.read(EventReader.json(MEASURED));

        assertThat(event.data().get("value").doubleValue()).isEqualTo(35.12);
        assertThat(event.data().get("uncertainty").doubleValue()).isEqualTo(0.3505);
        assertThat(event.data().get("unit").textValue()).isEqualTo("GPa");
        assertThat(event.time()).hasToString("2026-11-22T11:00:00Z");
    }

    @Test
    void read_keysInOtherOrderAndOtherExtension_isTheSameContent() throws Exception {
        String other = MEASURED.replace("\"value\": 35120, \"unit\": \"MPa\"", "\"unit\": \"MPa\", \"value\": 35120")
                .replace("00-1", "00-2");

        assertThat(reader.read(EventReader.json(other)).hash())
                .isEqualTo(reader.read(EventReader.json(MEASURED)).hash());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"specversion\": \"1.0\"  | \"specversion\": \"0.3\"   | specversion",
                "\"id\": \"7\"             | \"id\": \"\"               | id",
                "\"subject\": \"S1\"       | \"subject\": \"a\\u0007\"  | subject",
                "property.measured         | property.guessed           | type",
                "\"property\": \"C11\"     | \"property\": \"C44\"      | property",
                "\"MPa\"                   | \"psi\"                    | unit",
                "\"MPa\"                   | \"mm\"                     | unit",
                "35120                     | \"35120\"                  | value",
                ", \"uncertainty\": 350.5  | ``                         | uncertainty",
                "\"uncertainty\": 350.5    | \"uncertainty\": -1        | uncertainty",
                "\"uncertainty\"           | \"sigma\"                  | sigma",
                "2026-11-22T12:00:00+01:00 | yesterday                  | time 'yesterday'",
                "2026-11-22T12:00:00+01:00 | 2026-11-22T12:00:00        | offset",
                "\"traceparent\"           | \"Trace_Parent\"           | Trace_Parent",
                "\"id\": \"7\"             | \"id\": \"7\", \"id\": \"8\" | Duplicate",
                "{\"property\"             | {{\"property\"             | no JSON",
            })
    void read_broken_isRefusedWithWhat(String good, String bad, String complaint) {
        String json = MEASURED.replace(good, bad);

        assertThat(json).isNotEqualTo(MEASURED);
        assertThatThrownBy(() -> reader.read(EventReader.json(json)))
                .isInstanceOf(EventRefusedException.class)
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"upload\": \"../1\"}             | $.data.upload: does not match the regex pattern ^[0-9a-f]{32}$, but is \"../1\"",
                "{\"upload\": 7}                    | $.data.upload: integer found, string expected, but is 7",
                "{\"upload\": \"1\", \"file\": \"a\"} | $.data: must have at most 1 properties",
                "{}                                 | $.data: must have at least 1 properties",
            })
    void read_wrongPlaceOfAMicrostructure_isToldInOneLineWithTheValue(String data, String complaint) {
        String json = "{\"specversion\": \"1.0\", \"id\": \"7\", \"source\": \"ct\", \"subject\": \"S1\","
                + " \"type\": \"io.temper.microstructure.changed\", \"data\": " + data + "}";
        assertThatThrownBy(() -> reader.read(EventReader.json(json)))
                .isInstanceOf(EventRefusedException.class)
                .hasMessageContaining(complaint)
                .hasMessageNotContaining("\n");
    }
}
