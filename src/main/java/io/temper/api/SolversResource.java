package io.temper.api;

import io.temper.fem.FemSolver;
import io.temper.fem.adapter.AdapterRegistry;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The solvers that a design can name. */
@Path("/solvers")
@Produces(MediaType.APPLICATION_JSON)
public class SolversResource {
    private final AdapterRegistry adapters;
    private final Instance<FemSolver> beans;

    SolversResource(AdapterRegistry adapters, @Any Instance<FemSolver> beans) {
        this.adapters = adapters;
        this.beans = beans;
    }

    @GET
    @Operation(summary = "Names of the solvers that a design can name, whether they are installed here or not")
    public List<String> list() {
        return Stream.concat(beans.stream().map(FemSolver::name), adapters.names().stream())
                .distinct()
                .toList();
    }
}
