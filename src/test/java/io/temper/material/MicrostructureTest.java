package io.temper.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MicrostructureTest {
    private static final byte[] TWELVE = {1, 0, 0, 0, 0, 1, 0, 1, 1, 0, 0, 0};

    @Test
    void isHard_anyVoxel_followsCOrder() {
        Microstructure m = new Microstructure(2, 2, 3, TWELVE);

        assertThat(m.isHard(0, 0, 0)).isTrue();
        assertThat(m.isHard(0, 1, 2)).isTrue();
        assertThat(m.isHard(1, 0, 1)).isTrue();
        assertThat(m.isHard(1, 0, 2)).isTrue();
        assertThat(m.hardVoxels()).isEqualTo(4);
        assertThat(m.hardFraction()).isEqualTo(1 / 3.0);
    }

    @Test
    void new_callersArray_isCopiedInAndOut() {
        byte[] voxels = TWELVE.clone();
        Microstructure m = new Microstructure(2, 2, 3, voxels);
        voxels[0] = 0;
        m.voxels()[1] = 1;

        assertThat(m)
                .isEqualTo(new Microstructure(2, 2, 3, TWELVE))
                .hasSameHashCodeAs(new Microstructure(2, 2, 3, TWELVE));
    }

    @Test
    void sha256_sameVoxelsOtherShape_differs() {
        Microstructure m = new Microstructure(2, 2, 3, TWELVE);

        assertThat(m.sha256())
                .isEqualTo(new Microstructure(2, 2, 3, TWELVE).sha256())
                .hasSize(64);
        assertThat(m.sha256()).isNotEqualTo(new Microstructure(3, 2, 2, TWELVE).sha256());
        assertThat(m).isNotEqualTo(new Microstructure(3, 2, 2, TWELVE));
    }

    @Test
    void new_wrongLengthOrValue_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Microstructure(2, 2, 4, TWELVE))
                .withMessage("a microstructure of 2 x 2 x 4 needs 16 voxels, but 12 were given");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Microstructure(2, 2, 2, new byte[] {0, 0, 0, 0, 0, -1, 0, 0}))
                .withMessageContaining("voxel (1, 0, 1) is 255, but must be 0 (soft) or 1 (hard)");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 9, 9, at least 2 voxels",
        "9, 0, 9, at least 2 voxels",
        "9, 9, -9, at least 2 voxels",
        "513, 512, 512, over the limit of 134217728 voxels (512^3): crop or coarsen it",
        "9223372036854775807, 9223372036854775807, 2, over the limit",
        "4294967296, 4294967296, 4294967296, over the limit"
    })
    void checkSize_outOfBounds_saysLimitAndMend(long nx, long ny, long nz, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Microstructure.checkSize(nx, ny, nz))
                .withMessageContaining(message);
    }
}
