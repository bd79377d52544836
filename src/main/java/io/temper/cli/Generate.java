package io.temper.cli;

import io.temper.generation.GaussianFilterGenerator;
import io.temper.generation.Sigma;
import io.temper.material.Microstructure;
import io.temper.material.MicrostructureFormat;
import io.temper.material.MicrostructureFormats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes one microstructure. */
@Command(name = "generate", description = "Make one microstructure: filtered noise, thresholded to a hard fraction.")
final class Generate extends Subcommand {
    @Option(
            names = "--sigma",
            required = true,
            paramLabel = "X,Y,Z",
            description = "standard deviations of the filter [voxels], for example 1,1,7")
    Sigma sigma;

    @Option(names = "--fraction", required = true, paramLabel = "F", description = "hard fraction, 0..1")
    double fraction;

    @Option(names = "--seed", defaultValue = "0", paramLabel = "N", description = "seed of the noise")
    long seed;

    @Option(names = "--size", defaultValue = "51", paramLabel = "N", description = "voxels along each axis")
    int size;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "file to write; its ending names the format: .npy .vti .nrrd .tif .dream3d")
    Path out;

    @Override
    public Integer call() throws IOException {
        MicrostructureFormat format = MicrostructureFormats.forFile(out);
        Microstructure m = new GaussianFilterGenerator(size, size, size).generate(sigma, fraction, seed);
        format.write(out, m);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("file", out.toString());
        result.put("size", new int[] {m.nx(), m.ny(), m.nz()});
        result.put("hardFraction", m.hardFraction());
        result.put("sha256", m.sha256());
        console().result(result);
        return 0;
    }
}
