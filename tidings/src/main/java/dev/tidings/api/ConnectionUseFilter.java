package dev.tidings.api;

import dev.tidings.database.ConnectionUse;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Chooses the database connections of a request by its path. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class ConnectionUseFilter extends OncePerRequestFilter {
    private static final Set<String> CONSENT = Set.of(
            "/v1/digest/unsubscribe",
            "/v1/digest/unsubscribe/undo",
            "/v1/digest/preferences",
            "/v1/digest/preferences/page");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            use(request.getRequestURI()).call(() -> {
                chain.doFilter(request, response);
                return true;
            });
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    static ConnectionUse use(String path) {
        if (CONSENT.contains(path)) {
            return ConnectionUse.CONSENT;
        }
        return path.startsWith("/actuator/health") ? ConnectionUse.SYSTEM : ConnectionUse.PAGES;
    }

    /** An error is answered as its request was. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
