package io.temper.api;

import io.temper.access.Session;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Signing in from a browser. Programs send their key with every request instead. */
@Path("/session")
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {
    /** What the page sends. */
    public record Key(@Nullable String key) {}

    /**
     * Who is there.
     *
     * @param required whether the service asks for a key at all
     * @param name of the key's holder; null without a valid key
     */
    public record Who(boolean required, @Nullable String name) {}

    private final Session session;

    SessionResource(Session session) {
        this.session = session;
    }

    @GET
    @Operation(summary = "Whether a key is needed, and whose it is")
    public Who who(@Context SecurityContext security) {
        return new Who(
                session.isRequired(),
                security.getUserPrincipal() == null
                                || security.getUserPrincipal().getName().isEmpty()
                        ? null
                        : security.getUserPrincipal().getName());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Sign in: the key is kept in a cookie that scripts cannot read")
    @APIResponse(responseCode = "204", description = "signed in")
    @APIResponse(responseCode = "401", description = "not a key of this service (problem+json)")
    public Response signIn(@Nullable Key body, @Context UriInfo uri) {
        if (body == null || body.key() == null || !session.opens(body.key())) {
            return Problem.response(Response.Status.UNAUTHORIZED, "that is not a key of this service");
        }
        return Response.noContent().cookie(cookie(body.key(), -1, uri)).build();
    }

    @DELETE
    @Operation(summary = "Sign out")
    public Response signOut(@Context UriInfo uri) {
        return Response.noContent().cookie(cookie("", 0, uri)).build();
    }

    private static NewCookie cookie(String value, int maxAge, UriInfo uri) {
        return new NewCookie.Builder(Session.COOKIE)
                .value(value)
                .path("/")
                .maxAge(maxAge)
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.STRICT)
                .secure("https".equals(uri.getBaseUri().getScheme()))
                .build();
    }
}
