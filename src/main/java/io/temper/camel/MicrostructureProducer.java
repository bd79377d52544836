package io.temper.camel;

import io.temper.generation.GaussianFilterGenerator;
import io.temper.generation.Sigma;
import io.temper.material.Microstructure;
import io.temper.material.MicrostructureFormats;
import io.temper.material.TwoPointCorrelation;
import io.temper.vaereg.PhaseField;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Does what the operation says. */
class MicrostructureProducer extends DefaultProducer {
    private final MicrostructureEndpoint endpoint;

    MicrostructureProducer(MicrostructureEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException, IOException {
        Message message = exchange.getMessage();
        message.setBody(
                switch (endpoint.getOperation()) {
                    case generate -> generate(message);
                    case read -> read(message);
                    case write -> write(message);
                    case trim -> trim(message);
                    case describe -> TwoPointCorrelation.of(message.getMandatoryBody(Microstructure.class));
                });
    }

    private Microstructure generate(Message message) {
        Double fraction = fraction(message);
        if (fraction == null) {
            throw new IllegalArgumentException("microstructure:generate needs a fraction, for example fraction=0.45");
        }
        int n = endpoint.getSize();
        return new GaussianFilterGenerator(n, n, n)
                .generate(Sigma.parse(endpoint.getSigma()), fraction, endpoint.getSeed());
    }

    private Microstructure read(Message message) throws InvalidPayloadException, IOException {
        String file = endpoint.getFile();
        return file == null ? message.getMandatoryBody(Microstructure.class) : TemperConverters.read(Path.of(file));
    }

    private Microstructure write(Message message) throws InvalidPayloadException, IOException {
        String file = endpoint.getFile();
        if (file == null) {
            throw new IllegalArgumentException("microstructure:write needs a file, for example file=out/m.npy");
        }
        Microstructure microstructure = message.getMandatoryBody(Microstructure.class);
        MicrostructureFormats.write(Path.of(file), microstructure);
        return microstructure;
    }

    private Microstructure trim(Message message) throws InvalidPayloadException {
        PhaseField field = message.getMandatoryBody(PhaseField.class);
        Double fraction = fraction(message);
        return fraction == null ? field.microstructure() : field.atFraction(fraction);
    }

    private @Nullable Double fraction(Message message) {
        Double named = message.getHeader(MicrostructureConstants.FRACTION, Double.class);
        return named != null ? named : endpoint.getFraction();
    }
}
