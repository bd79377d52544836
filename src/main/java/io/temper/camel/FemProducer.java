package io.temper.camel;

import io.temper.fem.FemException;
import io.temper.fem.FemProblem;
import io.temper.material.Microstructure;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Hands a problem to the solver. */
class FemProducer extends DefaultProducer {
    private final FemEndpoint endpoint;
    private @Nullable ProducerCheck check;

    FemProducer(FemEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        check = ProducerCheck.register(endpoint, endpoint.isChecked(), endpoint::probe);
    }

    @Override
    protected void doStop() throws Exception {
        ProducerCheck.remove(endpoint, check);
        super.doStop();
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException, FemException {
        Message message = exchange.getMessage();
        FemProblem problem = message.getBody() instanceof FemProblem posed
                ? posed
                : endpoint.problem(message.getMandatoryBody(Microstructure.class));
        Path folder = message.getHeader(FemConstants.FOLDER, Path.class);
        try {
            message.setBody(endpoint.solver()
                    .solve(
                            problem,
                            folder != null ? folder : endpoint.workFolder().resolve(exchange.getExchangeId())));
        } catch (FemException e) {
            if (e.reason() == FemException.Reason.CANCELLED) {
                // the exception says it now: on a thread that stays interrupted no class can be loaded from some jars
                Thread.interrupted();
            }
            throw e;
        }
    }
}
