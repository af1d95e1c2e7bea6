package dev.tidings.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/** Answers requests that were denied: no such endpoint, or not for this caller (RFC 6750 3.1). */
@Component
class AccessDenialHandler implements AuthenticationEntryPoint, AccessDeniedHandler {
    private static final String REALM = "Bearer realm=\"tidings\"";

    private final EndpointTable endpoints;
    private final ProblemDetails problems;

    AccessDenialHandler(EndpointTable endpoints, ProblemDetails problems) {
        this.endpoints = endpoints;
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        if (refused instanceof TooManyWrongTokens limited) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(limited.seconds()));
            problems.write(request, response, HttpStatus.TOO_MANY_REQUESTS, String.valueOf(limited.getMessage()));
        } else if (refused instanceof UserKeysUnavailable) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "60");
            problems.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(refused.getMessage()));
        } else if (refused instanceof InvalidBearerTokenException invalid) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, REALM + ", error=\"invalid_token\"");
            problems.write(request, response, HttpStatus.UNAUTHORIZED, String.valueOf(invalid.getMessage()));
        } else {
            refuse(request, response, HttpStatus.UNAUTHORIZED, REALM);
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refused)
            throws IOException {
        refuse(request, response, HttpStatus.FORBIDDEN, REALM + ", error=\"insufficient_scope\"");
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String challenge)
            throws IOException {
        Endpoint endpoint = endpoints.find(request);
        Set<String> methods = endpoints.methods(request);
        if (endpoint != null) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
            problems.write(request, response, status, requirement(endpoint.caller()));
        } else if (methods.isEmpty()) {
            problems.write(request, response, HttpStatus.NOT_FOUND, "No endpoint has this address: see /docs");
        } else {
            String allowed = String.join(", ", methods);
            response.setHeader(HttpHeaders.ALLOW, allowed);
            problems.write(request, response, HttpStatus.METHOD_NOT_ALLOWED, "This address accepts " + allowed);
        }
    }

    private static String requirement(Caller caller) {
        return caller == Caller.ADMIN
                ? "This requires the admin token: Authorization: Bearer ADMIN_TOKEN"
                : "This requires the token of a user of the product: Authorization: Bearer JWT";
    }
}
