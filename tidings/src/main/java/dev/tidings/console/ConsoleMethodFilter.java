package dev.tidings.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses methods that no page and no asset of the console has. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 4)
class ConsoleMethodFilter extends OncePerRequestFilter {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return METHODS.contains(request.getMethod()) || !isConsole(request.getRequestURI());
    }

    private static boolean isConsole(String path) {
        return path.equals("/")
                || path.equals("/console")
                || path.startsWith("/console/")
                || path.startsWith("/assets/")
                || path.startsWith("/webjars/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.ALLOW, "GET, HEAD, POST");
        response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }
}
