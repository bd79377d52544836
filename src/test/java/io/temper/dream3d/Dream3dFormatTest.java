package io.temper.dream3d;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.temper.material.FormatException;
import io.temper.material.Microstructure;
import io.temper.material.NpyFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against h5py, which reads and writes with the HDF5 library itself. */
class Dream3dFormatTest {
    private static final Dream3dFormat FORMAT = new Dream3dFormat();
    /** Debian's, which python3-h5py is for. */
    private static final String PYTHON = "/usr/bin/python3";

    @TempDir
    Path folder;

    @Test
    void encode_asymmetricSizes_isWhatTheHdf5LibraryReads() throws Exception {
        Microstructure m = random(3, 4, 5);
        new NpyFormat().write(folder.resolve("m.npy"), m);
        FORMAT.write(folder.resolve("m.dream3d"), m);

        assertThat(python("""
                m = numpy.load('m.npy')
                f = h5py.File('m.dream3d', 'r')
                c = f['DataContainers/ImageDataContainer']
                phases = c['CellData/Phases']
                assert f.attrs['FileVersion'] == b'7.0', f.attrs['FileVersion']
                assert list(f) == ['DataContainerBundles', 'DataContainers', 'Pipeline'], list(f)
                assert phases.shape == (5, 4, 3, 1) and phases.dtype == numpy.int32
                assert (phases[..., 0].transpose(2, 1, 0) == m + 1).all()
                assert phases.attrs['ObjectType'] == b'DataArray<int32_t>'
                assert phases.attrs['Tuple Axis Dimensions'] == b'x=3,y=4,z=5'
                assert phases.attrs['TupleDimensions'].tolist() == [3, 4, 5]
                assert phases.attrs['TupleDimensions'].dtype == numpy.uint64
                assert phases.attrs['ComponentDimensions'].tolist() == [1]
                g = c['_SIMPL_GEOMETRY']
                assert g['DIMENSIONS'][...].tolist() == [3, 4, 5] and g['DIMENSIONS'].dtype == numpy.int64
                assert g['SPACING'][...].tolist() == [1, 1, 1] and g['SPACING'].dtype == numpy.float32
                assert g['ORIGIN'][...].tolist() == [0, 0, 0]
                assert g.attrs['GeometryType'].tolist() == [0] and g.attrs['GeometryType'].dtype == numpy.uint32
                assert g.attrs['GeometryTypeName'] == b'ImageGeometry'
                e = c['CellEnsembleData']
                assert e['PhaseName'][...].tolist() == [b'Unknown Phase', b'soft', b'hard']
                assert h5py.check_string_dtype(e['PhaseName'].dtype).length is None
                assert e['PhaseTypes'][:, 0].tolist() == [999, 0, 0] and e['PhaseTypes'].dtype == numpy.uint32
                assert e['CrystalStructures'].shape == (3, 1)
                assert e.attrs['AttributeMatrixType'].tolist() == [11]
                print('read')
                """)).isEqualTo("read");
    }

    @ParameterizedTest
    @CsvSource({
        "int32, earliest, z y x 1",
        "uint8, earliest, z y x",
        "'>i8', latest, z y x 1",
        "uint16, latest, z y x 1"
    })
    void decode_fileOfTheHdf5Library_givesItsVoxels(String type, String version, String axes) throws Exception {
        Microstructure m = random(5, 3, 4);
        new NpyFormat().write(folder.resolve("m.npy"), m);
        python("""
                m = numpy.load('m.npy')
                f = h5py.File('m.dream3d', 'w', libver='%s')
                f.attrs['FileVersion'] = '7.0'
                phases = (m + 1).transpose(2, 1, 0)
                phases = phases[..., None] if '%s'.endswith('1') else phases
                f['DataContainers/SyntheticVolumeDataContainer/Cells/Phases'] = phases.astype('%s')
                f['DataContainers/SyntheticVolumeDataContainer/_SIMPL_GEOMETRY/DIMENSIONS'] = numpy.array(m.shape, 'int64')
                f['DataContainers/Statistics/Empty'] = [1, 2]
                f.close()
                """.formatted(version, axes, type));

        assertThat(FORMAT.read(folder.resolve("m.dream3d"))).isEqualTo(m);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dims = [4, 5, 6]            | the array Phases is [4, 4, 4], but the geometry needs [6, 5, 4]
            dims = [4000, 4000, 4000]   | size 4000 x 4000 x 4000 is over the limit
            dims = [-4, 4, 4]           | size -4 x 4 x 4
            dims = [4.0, 4.0, 4.0]      | DIMENSIONS does not hold whole numbers
            dims = [4, 4]               | DIMENSIONS holds 2 numbers, not 3
            phases = phases * 2         | has phase
            phases = phases * 0         | cell (0, 0, 0) has phase 0
            phases = phases / 3         | Phases does not hold whole numbers
            options = dict(compression='gzip', chunks=(2, 2, 2)) | compressed or in chunks
            options = dict(chunks=(2, 2, 2)) | compressed or in chunks
            name = 'Grains'             | 0 arrays 'Phases'
            second = True               | 2 data containers
            top = 'DataStructure'       | no group DataContainers
            """)
    void decode_anotherLayout_isRefusedInOneLine(String change, String message) throws Exception {
        python("""
                dims, phases, options, name, second, top = [4, 4, 4], numpy.arange(64).reshape(4, 4, 4) %% 2 + 1, {}, \
                'Phases', False, 'DataContainers'
                %s
                f = h5py.File('m.dream3d', 'w')
                for container in ['a', 'b'][:1 + second]:
                    f.create_dataset(top + '/' + container + '/Cells/' + name, data=phases, **options)
                    f[top + '/' + container + '/_SIMPL_GEOMETRY/DIMENSIONS'] = numpy.array(dims)
                f.close()
                """.formatted(change));

        assertThatThrownBy(() -> FORMAT.read(folder.resolve("m.dream3d")))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(message);
    }

    /** Groups that hold themselves, and an array of which the file has only the promise. */
    @Test
    void decode_circlesAndPromises_areRefused() throws Exception {
        python("""
                f = h5py.File('circle.dream3d', 'w')
                g = f.create_group('DataContainers')
                for i in range(5): g['a%d' % i] = g
                g['_SIMPL_GEOMETRY'] = g
                g['soft'] = h5py.SoftLink('/DataContainers/soft')
                g['other'] = h5py.ExternalLink('/etc/hostname', '/')
                f.close()
                f = h5py.File('promise.dream3d', 'w')
                f.create_dataset('DataContainers/a/Cells/Phases', (400, 400, 400), 'int32')
                f['DataContainers/a/_SIMPL_GEOMETRY/DIMENSIONS'] = [400, 400, 400]
                f.close()
                """);
        for (String name : new String[] {"circle.dream3d", "promise.dream3d"}) {
            assertThatThrownBy(() -> FORMAT.read(folder.resolve(name)))
                    .isInstanceOf(FormatException.class)
                    .message()
                    .startsWith(folder.resolve(name).toString())
                    .doesNotContain("\n");
        }
    }

    private static Microstructure random(int nx, int ny, int nz) {
        Random random = new Random(3);
        byte[] voxels = new byte[nx * ny * nz];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = (byte) random.nextInt(2);
        }
        return new Microstructure(nx, ny, nz, voxels);
    }

    private String python(String script) throws Exception {
        assumeThat(runs("import h5py")).as("python3-h5py is installed").isTrue();
        Process process = start("import h5py, numpy\n" + script);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private boolean runs(String script) throws Exception {
        try {
            Process process = start(script);
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Process start(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("script.py"), script);
        return new ProcessBuilder(PYTHON, file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }
}
