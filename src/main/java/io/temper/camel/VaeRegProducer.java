package io.temper.camel;

import io.temper.design.RetrainingTask;
import io.temper.material.DesignTarget;
import io.temper.material.Microstructure;
import io.temper.vaereg.LatentPrior;
import io.temper.vaereg.VaeReg;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Asks the model. */
class VaeRegProducer extends DefaultProducer {
    private final VaeRegEndpoint endpoint;
    private final VaeRegComponent component;

    VaeRegProducer(VaeRegEndpoint endpoint, VaeRegComponent component) {
        super(endpoint);
        this.endpoint = endpoint;
        this.component = component;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException, IOException {
        Message message = exchange.getMessage();
        message.setBody(
                switch (endpoint.getOperation()) {
                    case infer -> model(message).prior(message.getMandatoryBody(DesignTarget.class));
                    case settle -> {
                        DesignTarget target = target(message);
                        yield oneOrAll(
                                message,
                                LatentPrior.Mode.class,
                                m -> model(message).settle(target, m));
                    }
                    case decode -> oneOrAll(message, double[].class, model(message)::decode);
                    case predict -> oneOrAll(message, Microstructure.class, model(message)::predict);
                    case retrain ->
                        component.requireRetrainer().retrain(message.getMandatoryBody(RetrainingTask.class));
                });
    }

    private VaeReg model(Message message) {
        return VaeRegComponent.model(message, component.getModel());
    }

    private static DesignTarget target(Message message) {
        DesignTarget target = message.getHeader(VaeRegConstants.TARGET, DesignTarget.class);
        if (target == null) {
            throw new IllegalArgumentException(
                    "vaereg:settle needs the target in header %s".formatted(VaeRegConstants.TARGET));
        }
        return target;
    }

    /** A list goes through as one batch; anything else is a batch of one. */
    private static <I, O> Object oneOrAll(Message message, Class<I> type, Function<List<I>, List<O>> batch)
            throws InvalidPayloadException {
        if (!(message.getBody() instanceof List<?> bodies)) {
            return batch.apply(List.of(message.getMandatoryBody(type))).get(0);
        }
        var converter = message.getExchange().getContext().getTypeConverter();
        return batch.apply(bodies.stream()
                .map(b -> converter.convertTo(type, message.getExchange(), b))
                .toList());
    }
}
