package io.temper.app;

import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;

/** Words for what OPC UA has codes for. */
final class OpcUaStatus {
    private OpcUaStatus() {}

    static String name(StatusCode code) {
        return StatusCodes.lookup(code.getValue()).map(words -> words[0]).orElse(code.toString());
    }

    /** Why it failed, in a line. */
    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof UaException)) {
            cause = cause.getCause();
        }
        if (cause instanceof TimeoutException) {
            return "it does not answer";
        }
        return String.valueOf(cause.getMessage() == null ? cause : cause.getMessage());
    }
}
