package io.temper.vaereg.device;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import java.util.ArrayList;
import java.util.List;

/** The few functions of NVIDIA's driver (CUDA driver API) that say which GPUs there are. They reserve no memory on them. */
interface CudaDriver extends Library {
    String LIBRARY = "libcuda.so.1";
    int NAME_LENGTH = 256;
    int CAPABILITY_MAJOR = 75;
    int CAPABILITY_MINOR = 76;

    int cuInit(int flags);

    int cuDeviceGetCount(IntByReference count);

    int cuDeviceGet(IntByReference device, int ordinal);

    int cuDeviceGetName(byte[] name, int length, int device);

    int cuDeviceTotalMem_v2(LongByReference bytes, int device);

    int cuDeviceGetAttribute(IntByReference value, int attribute, int device);

    /**
     * The GPUs that this process may see ({@code CUDA_VISIBLE_DEVICES} hides some), possibly none.
     *
     * @throws UnsatisfiedLinkError if no driver is installed
     * @throws IllegalStateException if the driver answers with an error
     */
    static List<Gpu> gpus() {
        CudaDriver driver = Native.load(LIBRARY, CudaDriver.class);
        int noDevice = 100;
        int started = driver.cuInit(0);
        if (started == noDevice) {
            return List.of();
        }
        require(started, "cuInit");
        IntByReference count = new IntByReference();
        require(driver.cuDeviceGetCount(count), "cuDeviceGetCount");
        List<Gpu> gpus = new ArrayList<>();
        for (int i = 0; i < count.getValue(); i++) {
            gpus.add(driver.gpu(i));
        }
        return gpus;
    }

    private Gpu gpu(int ordinal) {
        IntByReference device = new IntByReference();
        require(cuDeviceGet(device, ordinal), "cuDeviceGet");
        byte[] name = new byte[NAME_LENGTH];
        require(cuDeviceGetName(name, NAME_LENGTH, device.getValue()), "cuDeviceGetName");
        LongByReference bytes = new LongByReference();
        require(cuDeviceTotalMem_v2(bytes, device.getValue()), "cuDeviceTotalMem");
        String capability = attribute(CAPABILITY_MAJOR, device) + "." + attribute(CAPABILITY_MINOR, device);
        return new Gpu(Native.toString(name), capability, bytes.getValue() >> 20);
    }

    private int attribute(int attribute, IntByReference device) {
        IntByReference value = new IntByReference();
        require(cuDeviceGetAttribute(value, attribute, device.getValue()), "cuDeviceGetAttribute");
        return value.getValue();
    }

    private static void require(int code, String function) {
        if (code != 0) {
            throw new IllegalStateException("the NVIDIA driver answers %s with error %d".formatted(function, code));
        }
    }
}
