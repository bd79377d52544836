package io.temper.vaereg.versions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.temper.material.MicrostructureFormats;
import io.temper.material.Stiffness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Labelled points on disk: {@code points.json} with the labels, beside it a voxel file each. */
final class LabelledPoints {
    private static final String INDEX = "points.json";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** @param columns of C by number 1..6, each [6], GPa */
    private record Row(String file, String origin, Map<Integer, double[]> columns) {}

    private LabelledPoints() {}

    /** @param folder made if it is missing */
    static void write(Path folder, List<LabelledPoint> points) throws IOException {
        Files.createDirectories(folder);
        List<Row> rows = new ArrayList<>();
        for (LabelledPoint point : points) {
            String file = "%04d.npy".formatted(rows.size() + 1);
            MicrostructureFormats.write(folder.resolve(file), point.microstructure());
            Map<Integer, double[]> columns = new TreeMap<>();
            Stiffness C = point.stiffness();
            C.solvedColumns().forEach(j -> columns.put(j, C.column(j).orElseThrow()));
            rows.add(new Row(file, point.origin(), columns));
        }
        Files.write(folder.resolve(INDEX), JSON.writeValueAsBytes(rows));
    }

    /** @throws IOException with one clear line if something is missing or damaged */
    static List<LabelledPoint> read(Path folder) throws IOException {
        Path index = folder.resolve(INDEX);
        List<LabelledPoint> points = new ArrayList<>();
        try {
            for (Row row : JSON.readValue(Files.readString(index), Row[].class)) {
                points.add(new LabelledPoint(
                        MicrostructureFormats.read(folder.resolve(row.file())),
                        new Stiffness(row.columns()),
                        row.origin()));
            }
        } catch (JsonProcessingException e) {
            throw new IOException("%s is damaged: %s".formatted(index, e.getOriginalMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new IOException("%s is damaged: %s".formatted(index, e.getMessage()), e);
        }
        return points;
    }
}
