package dev.tidings.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends a session twelve hours after sign-in regardless of activity; a polling page would otherwise keep it alive. */
final class SessionLimit extends OncePerRequestFilter {
    static final Duration LIFE = Duration.ofHours(12);
    private static final String BEGAN = SessionLimit.class.getName() + ".began";

    private final InstantSource clock;

    SessionLimit(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        limit(request.getSession(false));
        chain.doFilter(request, response);
        limit(request.getSession(false));
    }

    /** A session begins with the sign-in's own response. */
    private void limit(@Nullable HttpSession session) {
        if (session == null) {
            return;
        }
        Instant now = clock.instant();
        if (!(session.getAttribute(BEGAN) instanceof Instant began)) {
            session.setAttribute(BEGAN, now);
            session.setMaxInactiveInterval(Math.toIntExact(LIFE.toSeconds()));
        } else if (!began.plus(LIFE).isAfter(now)) {
            session.invalidate();
        }
    }
}
