package io.temper.access;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Every request: open where no key is needed, else by its key's role. */
@ApplicationScoped
class KeyPolicy implements HttpSecurityPolicy {
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Access access;
    private final List<String> open;

    KeyPolicy(Access access, @ConfigProperty(name = "temper.open-paths") List<String> open) {
        this.access = access;
        this.open = open;
    }

    @Override
    public Uni<CheckResult> checkPermission(
            RoutingContext request, Uni<SecurityIdentity> identity, AuthorizationRequestContext context) {
        if (!access.isRequired() || isOpen(request.normalizedPath())) {
            return CheckResult.permit();
        }
        Role needed = READING.contains(request.request().method()) ? Role.READ : Role.DESIGN;
        return identity.map(who -> new CheckResult(
                who.hasRole(Role.DESIGN.text()) || needed == Role.READ && who.hasRole(Role.READ.text())));
    }

    /** The page itself, what it is made of, and whether the service lives. */
    private boolean isOpen(String path) {
        return open.stream()
                .anyMatch(o -> o.endsWith("*") ? path.startsWith(o.substring(0, o.length() - 1)) : path.equals(o));
    }
}
