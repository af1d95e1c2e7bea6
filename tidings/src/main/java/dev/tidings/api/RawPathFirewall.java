package dev.tidings.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.stereotype.Component;

/**
 * Admits every path and method. Access rules and endpoints match the same undecoded path, segment by segment, so that
 * an encoded slash, dot or semicolon cannot lead one of them elsewhere than the other.
 */
@Component
class RawPathFirewall implements HttpFirewall {
    @Override
    public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
        return new FirewalledRequest(request) {
            @Override
            public void reset() {}
        };
    }

    @Override
    public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
        return response;
    }
}
