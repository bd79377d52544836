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
import org.jspecify.annotations.Nullable;

/** Asks the model. */
class VaeRegProducer extends DefaultProducer {
    private final VaeRegEndpoint endpoint;
    private final VaeRegComponent component;
    private @Nullable ProducerCheck check;

    VaeRegProducer(VaeRegEndpoint endpoint, VaeRegComponent component) {
        super(endpoint);
        this.endpoint = endpoint;
        this.component = component;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        check = ProducerCheck.register(
                endpoint,
                component.isHealthCheckProducerEnabled(),
                () -> component.model().card().sha256());
    }

    @Override
    protected void doStop() throws Exception {
        ProducerCheck.remove(endpoint, check);
        super.doStop();
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException, IOException {
        Message message = exchange.getMessage();
        message.setBody(
                switch (endpoint.getOperation()) {
                    case infer -> infer(message);
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

    /** The target stays with the message, for what comes after. */
    private LatentPrior infer(Message message) throws InvalidPayloadException {
        DesignTarget target = message.getMandatoryBody(DesignTarget.class);
        message.setHeader(VaeRegConstants.TARGET, target);
        return model(message).prior(target);
    }

    private VaeReg model(Message message) {
        return component.model(message);
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
