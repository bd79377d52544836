package io.temper.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.temper.material.MicrostructureFormats;
import io.temper.uploads.Upload;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code GET /microstructures/{id}}: what was sent, and what can be done with it. */
record MicrostructureView(@JsonUnwrapped Upload upload, Map<String, String> links) {
    /** {@code GET /microstructures}. */
    record All(List<MicrostructureView> microstructures) {}

    static MicrostructureView of(Upload upload) {
        String self = address(upload);
        Map<String, String> links = new TreeMap<>(Map.of(
                "self", self,
                "predict", self + "/predict",
                "simulate", self + "/simulate"));
        MicrostructureFormats.endings().forEach(ending -> links.put(ending.substring(1), self + ending));
        return new MicrostructureView(upload, links);
    }

    static String address(Upload upload) {
        return "/microstructures/" + upload.id();
    }
}
