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
    private final VaeReg model;
    private final AnnealingSchedule schedule;
    private final SurrogateEnergy.Weights weights;

    AnnealProducer(AnnealEndpoint endpoint, VaeReg model, AnnealingSchedule schedule, SurrogateEnergy.Weights weights) {
        super(endpoint);
        this.model = model;
        this.schedule = schedule;
        this.weights = weights;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        LatentSearch search = exchange.getMessage().getMandatoryBody(LatentSearch.class);
        exchange.getMessage().setBody(search.run(model, schedule, weights));
    }
}
