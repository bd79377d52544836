package io.temper.app;

import io.quarkus.arc.Unremovable;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import jakarta.jms.ObjectMessage;
import java.io.Serializable;
import org.springframework.jms.support.converter.SimpleMessageConverter;

/** Reads whatever a broker may have; but a Java object is never made from what somebody sent, and no text that an event could be. */
@Singleton
@Unremovable
@Named("textMessages")
public final class TextMessages extends SimpleMessageConverter {
    @Override
    protected Serializable extractSerializableFromMessage(ObjectMessage message) {
        return "a Java object, which is not read: " + message;
    }
}
