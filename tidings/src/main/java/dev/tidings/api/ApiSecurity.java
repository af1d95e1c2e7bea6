package dev.tidings.api;

import dev.tidings.digest.InstallationSettings;
import dev.tidings.settings.Settings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.LogoutConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;

/**
 * Access rules outside the console. This filter chain is the last one; it allows a request only through the {@link
 * EndpointTable}.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class ApiSecurity {
    private static final String CSP = "Content-Security-Policy";
    private static final String DENY_ALL = "default-src 'none'; frame-ancestors 'none'";
    private static final String SWAGGER_UI = "default-src 'none'; script-src 'self'; connect-src 'self';"
            + " style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'";

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    SecurityFilterChain apiSecurityChain(
            HttpSecurity http,
            EndpointTable endpoints,
            BearerAuthenticator tokens,
            AccessDenialHandler refusals,
            CorsConfigurationSource origins) {
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .access(endpoints))
                .addFilter(bearer(endpoints, tokens, refusals))
                .exceptionHandling(exceptions ->
                        exceptions.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(CsrfConfigurer::disable)
                .logout(LogoutConfigurer::disable)
                .requestCache(RequestCacheConfigurer::disable)
                .cors(cors -> cors.configurationSource(origins))
                .headers(ApiSecurity::headers)
                .build();
    }

    private static BearerTokenAuthenticationFilter bearer(
            EndpointTable endpoints, BearerAuthenticator tokens, AccessDenialHandler refusals) {
        BearerTokenAuthenticationFilter bearer = new BearerTokenAuthenticationFilter(tokens);
        bearer.setBearerTokenResolver(tokenResolver(endpoints));
        bearer.setAuthenticationEntryPoint(refusals);
        return bearer;
    }

    /** Ignores tokens on public endpoints: their answer does not depend on the caller. */
    private static BearerTokenResolver tokenResolver(EndpointTable endpoints) {
        BearerTokenResolver header = new DefaultBearerTokenResolver();
        return request -> {
            Endpoint endpoint = endpoints.find(request);
            return endpoint != null && endpoint.caller().needsToken() ? header.resolve(request) : null;
        };
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.addHeaderWriter(ApiSecurity::contentSecurityPolicy)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER));
    }

    /** Sets the content security policy. Readers' pages set their own; Swagger UI needs a different one. */
    private static void contentSecurityPolicy(HttpServletRequest request, HttpServletResponse response) {
        if (!response.containsHeader(CSP)) {
            response.setHeader(CSP, request.getRequestURI().startsWith("/swagger-ui/") ? SWAGGER_UI : DENY_ALL);
        }
    }

    @Bean
    CorsConfigurationSource origins(EndpointTable endpoints, Settings settings, InstallationSettings installation) {
        CorsConfiguration cors = new CorsConfiguration();
        List<String> own = settings.allowOrigins();
        cors.setAllowedOrigins(own == null ? installation.allowOrigins() : own);
        cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT"));
        cors.setAllowedHeaders(List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE, RequestIdFilter.HEADER));
        cors.setExposedHeaders(List.of(RequestIdFilter.HEADER, HttpHeaders.LINK));
        cors.setMaxAge(Duration.ofHours(1));
        return request -> allowsCors(endpoints, request) ? cors : null;
    }

    /**
     * Readers' pages are not for scripts, and their forms come with {@code Origin: null}, which must not be refused.
     */
    private static boolean allowsCors(EndpointTable endpoints, HttpServletRequest request) {
        return request.getRequestURI().startsWith("/v1/")
                && endpoints.atPath(request).noneMatch(endpoint -> endpoint.caller() == Caller.READER);
    }
}
