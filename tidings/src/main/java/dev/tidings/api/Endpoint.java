package dev.tidings.api;

import static dev.tidings.api.Caller.ADMIN;
import static dev.tidings.api.Caller.PUBLIC;
import static dev.tidings.api.Caller.READER;
import static dev.tidings.api.Caller.USER;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;

/**
 * One address and its permitted callers.
 *
 * @param path a pattern of Spring's {@code PathPattern}
 */
record Endpoint(Caller caller, String path, Set<HttpMethod> methods) {
    /** All endpoints outside the console. Any other address answers 404. */
    static final List<Endpoint> ALL = List.of(
            endpoint(PUBLIC, "/v1/health/liveness", GET, HEAD),
            endpoint(PUBLIC, "/v1/health/readiness", GET, HEAD),
            endpoint(READER, "/v1/digest/unsubscribe", GET, HEAD, POST),
            endpoint(READER, "/v1/digest/unsubscribe/undo", POST),
            endpoint(READER, "/v1/digest/preferences/page", GET, HEAD, POST),
            endpoint(READER, "/v1/digest/open", GET, HEAD),
            endpoint(READER, "/v1/digest/click", GET, HEAD),
            endpoint(READER, "/v1/digest/feedback", GET, HEAD, POST),
            endpoint(READER, "/v1/digest/feedback/undo", POST),
            endpoint(USER, "/v1/digest/preferences", GET, HEAD, PUT),
            endpoint(ADMIN, "/v1/digest/run-all", POST),
            endpoint(ADMIN, "/v1/digest/schedule", GET, HEAD),
            endpoint(ADMIN, "/v1/digest/preview", GET, HEAD),
            endpoint(ADMIN, "/v1/digest/test", POST),
            endpoint(ADMIN, "/v1/editions", GET, HEAD),
            endpoint(ADMIN, "/v1/editions/{id}", GET, HEAD),
            endpoint(ADMIN, "/v1/editions/{id}/letters", GET, HEAD),
            endpoint(ADMIN, "/v1/editions/{id}/resume", POST),
            endpoint(ADMIN, "/v1/editions/{id}/retry", POST),
            endpoint(ADMIN, "/v1/editions/{id}/pause", POST),
            endpoint(ADMIN, "/v1/editions/{id}/cancel", POST),
            endpoint(ADMIN, "/v1/editions/{id}/rate", PUT),
            endpoint(ADMIN, "/v1/letters/{id}", GET, HEAD),
            endpoint(ADMIN, "/v1/letters/{id}/events", GET, HEAD),
            endpoint(ADMIN, "/v1/users/bulk", POST),
            endpoint(ADMIN, "/v1/users/{id}", GET, HEAD, PUT),
            endpoint(ADMIN, "/v1/metrics/bulk", POST),
            endpoint(ADMIN, "/v1/metrics/ingest", POST),
            endpoint(ADMIN, "/v1/opportunities/bulk", POST),
            endpoint(ADMIN, "/v1/opportunities/{id}", GET, HEAD),
            endpoint(ADMIN, "/v1/opportunities/{id}/split", POST),
            endpoint(ADMIN, "/v1/opportunities/{id}/join", POST),
            endpoint(ADMIN, "/v1/opportunities/{id}/hide", POST),
            endpoint(ADMIN, "/v1/opportunities/{id}/show", POST),
            endpoint(ADMIN, "/v1/opportunities/{id}/expire", POST),
            endpoint(ADMIN, "/v1/feedback/bulk", POST),
            endpoint(ADMIN, "/admin/api/digest-scheduler-status", GET, HEAD),
            endpoint(ADMIN, "/admin/api/run-digest-now", GET, POST),
            endpoint(ADMIN, "/admin/api/test-digest-email/{user_id}", GET, POST),
            endpoint(ADMIN, "/admin/api/maintenance", GET, HEAD),
            endpoint(ADMIN, "/admin/api/instance", GET, HEAD),
            endpoint(ADMIN, "/admin/api/instance/adopt", POST),
            endpoint(PUBLIC, "/docs", GET, HEAD),
            endpoint(PUBLIC, "/docs/openapi", GET, HEAD),
            endpoint(PUBLIC, "/docs/openapi.yaml", GET, HEAD),
            endpoint(PUBLIC, "/docs/openapi/swagger-config", GET, HEAD),
            endpoint(PUBLIC, "/swagger-ui/**", GET, HEAD),
            endpoint(PUBLIC, "/actuator/health", GET, HEAD),
            endpoint(ADMIN, "/actuator/prometheus", GET, HEAD));

    /** Whether several addresses match the path. */
    boolean hasVariable() {
        return path.contains("{") || path.contains("*");
    }

    private static Endpoint endpoint(Caller caller, String path, HttpMethod... methods) {
        return new Endpoint(caller, path, Set.of(methods));
    }
}
