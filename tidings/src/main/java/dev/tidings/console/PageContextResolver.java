package dev.tidings.console;

import dev.tidings.core.EmailAddress;
import dev.tidings.transport.Transports;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.util.WebUtils;

/** Resolves handler arguments of type {@link PageContext}. */
@Component
class PageContextResolver implements HandlerMethodArgumentResolver {
    private static final String ZONE_COOKIE = "tidings_zone";

    private final InstantSource clock;
    private final Transports transports;

    PageContextResolver(InstantSource clock, Transports transports) {
        this.clock = clock;
        this.transports = transports;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == PageContext.class;
    }

    @Override
    public PageContext resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return of(Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)));
    }

    PageContext of(HttpServletRequest request) {
        CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        EmailAddress redirectTo = transports.redirectTo();
        return new PageContext(
                request.getRequestURI(),
                csrf,
                new TimeFormat(clock.instant(), zone(request)),
                redirectTo == null ? null : redirectTo.value());
    }

    /** The operator's time zone as reported by their browser; null if missing or invalid. */
    private static @Nullable ZoneId zone(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, ZONE_COOKIE);
        try {
            return cookie == null ? null : ZoneId.of(URLDecoder.decode(cookie.getValue(), StandardCharsets.UTF_8));
        } catch (DateTimeException | IllegalArgumentException e) {
            return null;
        }
    }
}
