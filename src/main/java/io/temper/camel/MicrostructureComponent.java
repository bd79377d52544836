package io.temper.camel;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** Microstructures: generated, read, written, trimmed, described. */
@Component("microstructure")
public class MicrostructureComponent extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        MicrostructureEndpoint endpoint = new MicrostructureEndpoint(uri, this);
        endpoint.setOperation(Operations.parse(MicrostructureOperation.class, remaining));
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
