package dev.tidings.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.stereotype.Component;

/** Finds the {@link Endpoint} of a request and admits only its callers. */
@Component
class EndpointTable implements AuthorizationManager<RequestAuthorizationContext> {
    private record Route(Endpoint endpoint, PathPatternRequestMatcher path) {}

    private final List<Route> routes = Endpoint.ALL.stream()
            .map(endpoint -> new Route(endpoint, PathPatternRequestMatcher.pathPattern(endpoint.path())))
            .toList();

    /** Returns the endpoint, or null if there is none for the request's path and method. */
    @Nullable
    Endpoint find(HttpServletRequest request) {
        HttpMethod method = HttpMethod.valueOf(request.getMethod());
        return atPath(request)
                .filter(endpoint -> endpoint.methods().contains(method))
                .findFirst()
                .orElse(null);
    }

    /** Returns the names of the methods of the request's path; empty if the path is unknown. */
    Set<String> methods(HttpServletRequest request) {
        Set<String> names = new TreeSet<>();
        atPath(request).flatMap(endpoint -> endpoint.methods().stream()).forEach(method -> names.add(method.name()));
        return names;
    }

    /** Returns all endpoints of the request's path, for any method. A path without a variable precedes the others. */
    Stream<Endpoint> atPath(HttpServletRequest request) {
        List<Endpoint> found = routes.stream()
                .filter(row -> row.path().matches(request))
                .map(Route::endpoint)
                .toList();
        List<Endpoint> exact =
                found.stream().filter(endpoint -> !endpoint.hasVariable()).toList();
        return (exact.isEmpty() ? found : exact).stream();
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends Authentication> authentication, RequestAuthorizationContext context) {
        Endpoint endpoint = find(context.getRequest());
        boolean granted = endpoint != null
                && (!endpoint.caller().needsToken() || hasAuthority(endpoint.caller(), authentication.get()));
        return new AuthorizationDecision(granted);
    }

    private static boolean hasAuthority(Caller caller, @Nullable Authentication authentication) {
        return authentication != null
                && authentication.isAuthenticated()
                && authentication.getAuthorities().stream()
                        .anyMatch(authority -> caller.authority().equals(authority.getAuthority()));
    }
}
