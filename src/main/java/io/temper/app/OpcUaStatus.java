package io.temper.app;

import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;

/** Words for what OPC UA has codes for. */
final class OpcUaStatus {
    private OpcUaStatus() {}

    static String name(StatusCode code) {
        return StatusCodes.lookup(code.getValue()).map(words -> words[0]).orElse(code.toString());
    }

    /** Why it failed, in a line: what is at the bottom of it. */
    static String reason(Throwable failure) {
        Throwable reason = failure;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        return reason instanceof TimeoutException ? "it does not answer" : String.valueOf(reason.getMessage());
    }
}
