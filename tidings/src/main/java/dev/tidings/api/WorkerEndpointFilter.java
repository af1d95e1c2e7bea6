package dev.tidings.api;

import dev.tidings.settings.Role;
import dev.tidings.settings.Settings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Restricts a worker-only node to its health and metrics endpoints. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class WorkerEndpointFilter extends OncePerRequestFilter {
    private static final Set<String> ALLOWED =
            Set.of("/v1/health/liveness", "/v1/health/readiness", "/actuator/health", "/actuator/prometheus");

    private final ProblemDetails problems;
    private final boolean workerOnly;

    WorkerEndpointFilter(ProblemDetails problems, Settings settings) {
        this.problems = problems;
        workerOnly = !settings.roles().contains(Role.WEB);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !workerOnly || ALLOWED.contains(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        problems.write(
                request,
                response,
                HttpStatus.NOT_FOUND,
                "This node is a worker: it serves only its health and metrics");
    }
}
