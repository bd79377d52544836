package io.temper.camel;

import io.temper.annealing.AnnealingSchedule;
import io.temper.design.LatentSearch;
import io.temper.design.SurrogateEnergy;
import io.temper.vaereg.VaeReg;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultProducer;

/** Runs a {@link LatentSearch}. */
class AnnealProducer extends DefaultProducer {
    private final AnnealComponent component;
    private final AnnealingSchedule schedule;
    private final SurrogateEnergy.Weights weights;

    AnnealProducer(
            AnnealEndpoint endpoint,
            AnnealComponent component,
            AnnealingSchedule schedule,
            SurrogateEnergy.Weights weights) {
        super(endpoint);
        this.component = component;
        this.schedule = schedule;
        this.weights = weights;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        LatentSearch search = exchange.getMessage().getMandatoryBody(LatentSearch.class);
        VaeReg model = VaeRegComponent.model(exchange.getMessage(), component.getModel());
        exchange.getMessage().setBody(search.run(model, schedule, weights));
    }
}
