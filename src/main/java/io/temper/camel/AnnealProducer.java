package io.temper.camel;

import io.temper.annealing.AnnealingSchedule;
import io.temper.design.LatentSearch;
import io.temper.design.SurrogateEnergy;
import io.temper.material.DesignTarget;
import io.temper.vaereg.LatentPrior;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Runs a {@link LatentSearch}. */
class AnnealProducer extends DefaultProducer {
    private final AnnealEndpoint endpoint;
    private final AnnealComponent component;
    private final AnnealingSchedule schedule;
    private final SurrogateEnergy.Weights weights;
    private @Nullable ProducerCheck check;

    AnnealProducer(
            AnnealEndpoint endpoint,
            AnnealComponent component,
            AnnealingSchedule schedule,
            SurrogateEnergy.Weights weights) {
        super(endpoint);
        this.endpoint = endpoint;
        this.component = component;
        this.schedule = schedule;
        this.weights = weights;
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
    public void process(Exchange exchange) throws InvalidPayloadException {
        Message message = exchange.getMessage();
        message.setBody(search(message).run(component.model(message), schedule, weights));
    }

    /** The body, or from the mean of the body's mode. */
    private LatentSearch search(Message message) throws InvalidPayloadException {
        if (message.getBody() instanceof LatentSearch search) {
            return search;
        }
        LatentPrior.Mode mode = message.getMandatoryBody(LatentPrior.Mode.class);
        DesignTarget target = message.getHeader(VaeRegConstants.TARGET, DesignTarget.class);
        if (target == null) {
            throw new IllegalArgumentException(
                    "anneal: needs the target in header %s".formatted(VaeRegConstants.TARGET));
        }
        return new LatentSearch(target, mode, mode.mean(), endpoint.getSeed());
    }
}
