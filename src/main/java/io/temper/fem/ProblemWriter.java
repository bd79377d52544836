package io.temper.fem;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temper.fem.FemException.Reason;
import io.temper.material.AtomicFile;
import io.temper.material.Microstructure;
import io.temper.material.NpyFormat;
import io.temper.material.Phase;
import java.io.IOException;
import java.nio.file.Path;

/** Writes what a solver is given: {@code problem.json} and {@code microstructure.npy}. */
public final class ProblemWriter {
    private static final String VOXELS = "microstructure.npy";
    private static final ObjectMapper JSON = new ObjectMapper();

    private ProblemWriter() {}

    /** Makes the folder if it is missing. @throws FemException IO */
    public static void write(FemProblem problem, Path folder) throws FemException {
        try {
            new NpyFormat().write(folder.resolve(VOXELS), problem.microstructure());
            AtomicFile.write(folder.resolve("problem.json"), JSON.writeValueAsBytes(json(problem)));
        } catch (IOException e) {
            throw new FemException(Reason.IO, String.valueOf(e.getMessage()), e);
        }
    }

    private static ObjectNode json(FemProblem problem) {
        Microstructure m = problem.microstructure();
        ObjectNode json = JSON.createObjectNode();
        json.put("format", ResultReader.FORMAT);
        problem.columns().forEach(json.putArray("columns")::add);
        json.put("rtol", problem.rtol());
        put(json.putObject("hard"), problem.phases().hard());
        put(json.putObject("soft"), problem.phases().soft());
        json.put("microstructure", VOXELS);
        json.putArray("size").add(m.nx()).add(m.ny()).add(m.nz());
        return json;
    }

    private static void put(ObjectNode json, Phase phase) {
        json.put("E", phase.youngsModulus()).put("nu", phase.poissonsRatio());
    }
}
