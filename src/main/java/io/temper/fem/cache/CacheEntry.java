package io.temper.fem.cache;

import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.fem.FemResult;
import io.temper.fem.Fingerprint;
import io.temper.fem.ResultJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An entry's bytes: the SHA-256 of the rest in hexadecimal, a line end, the result as JSON. */
final class CacheEntry {
    private static final int SHA = 64;
    /** A result is a few kilobytes. */
    static final int MAX_BYTES = 1 << 16;

    private CacheEntry() {}

    static byte[] write(String key, FemResult result) {
        byte[] json = ResultJson.write(result, true);
        byte[] sum = (sum(key, json) + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] entry = Arrays.copyOf(sum, sum.length + json.length);
        System.arraycopy(json, 0, entry, sum.length, json.length);
        return entry;
    }

    /** @throws FemException MALFORMED or UNPHYSICAL, if it is not what was written, or cannot be true of the problem */
    static FemResult read(byte[] entry, String key, FemProblem problem, double seconds, String solver)
            throws FemException {
        byte[] json = json(entry, key);
        return ResultJson.read(json, problem, seconds, solver);
    }

    /** The result's JSON. */
    static byte[] json(byte[] entry, String key) throws FemException {
        if (entry.length <= SHA || entry.length > MAX_BYTES) {
            throw new FemException(FemException.Reason.MALFORMED, "it has %d bytes".formatted(entry.length));
        }
        byte[] json = Arrays.copyOfRange(entry, SHA + 1, entry.length);
        String sum = new String(entry, 0, SHA, StandardCharsets.US_ASCII);
        if (!sum.equals(sum(key, json))) {
            throw new FemException(FemException.Reason.MALFORMED, "its checksum is wrong");
        }
        return json;
    }

    /** The key is part of it: a file under another's name is not that one's. */
    private static String sum(String key, byte[] json) {
        byte[] name = key.getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(name, name.length + json.length);
        System.arraycopy(json, 0, all, name.length, json.length);
        return Fingerprint.of(all);
    }
}
