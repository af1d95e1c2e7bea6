package dev.tidings.console;

import dev.tidings.core.FailedAttempts;
import dev.tidings.settings.Settings;
import jakarta.servlet.SessionTrackingMode;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/** Security of the console: sign-in with the admin token for twelve hours, and strict browser policies. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class ConsoleSecurity {
    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "frame-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'");

    /** Assets contain nothing secret. They get security headers and need no sign-in. */
    @Bean
    @Order(10)
    SecurityFilterChain consoleAssets() {
        PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
        return new DefaultSecurityFilterChain(
                new OrRequestMatcher(paths.matcher("/assets/**"), paths.matcher("/webjars/**")),
                new HeaderWriterFilter(List.of(
                        new XContentTypeOptionsHeaderWriter(),
                        new XFrameOptionsHeaderWriter(XFrameOptionsHeaderWriter.XFrameOptionsMode.DENY),
                        new HstsHeaderWriter())));
    }

    @Bean
    @Order(11)
    SecurityFilterChain consolePages(HttpSecurity http, Settings settings, InstantSource clock, ErrorPages errorPages) {
        ReturnToPage returnToPage = new ReturnToPage();
        return http.securityMatcher("/", "/console", "/console/**")
                .csrf(csrf -> csrf.csrfTokenRepository(formToken()))
                .requestCache(cache -> cache.requestCache(returnToPage.requests()))
                .authorizeHttpRequests(requests -> requests.requestMatchers("/", SignInPage.PATH)
                        .permitAll()
                        .anyRequest()
                        .hasRole(AdminTokenAuthenticator.ROLE))
                .authenticationManager(new AdminTokenAuthenticator(settings.adminToken(), failedSignIns(clock)))
                .addFilterBefore(new SessionLimit(clock), SecurityContextHolderFilter.class)
                .formLogin(form -> form.loginPage(SignInPage.PATH)
                        .passwordParameter("token")
                        .successHandler(returnToPage)
                        .failureHandler(SignInPage::afterFailure))
                .logout(logout ->
                        logout.logoutUrl("/console/sign-out").logoutSuccessUrl(SignInPage.PATH + "?after=sign-out"))
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(SignInPage::redirectToSignIn)
                        .accessDeniedHandler(errorPages::forbidden))
                .headers(ConsoleSecurity::headers)
                .build();
    }

    private static FailedAttempts failedSignIns(InstantSource clock) {
        return new FailedAttempts(AdminTokenAuthenticator.MAX_FAILURES, AdminTokenAuthenticator.WAIT, clock);
    }

    /** Keeps the token of forms in a cookie: the sign-in page needs no session. */
    private static CookieCsrfTokenRepository formToken() {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName("tidings_form");
        tokens.setCookiePath("/console");
        tokens.setCookieCustomizer(cookie -> cookie.httpOnly(true).sameSite("Lax"));
        return tokens;
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                .frameOptions(HeadersConfigurer<HttpSecurity>.FrameOptionsConfig::sameOrigin)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN));
    }

    /** Settings of the session cookie. The container adds Secure if the request came over TLS. */
    @Bean
    ServletContextInitializer sessionCookie() {
        return context -> {
            context.setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE));
            context.getSessionCookieConfig().setName("tidings_console");
            context.getSessionCookieConfig().setPath("/console");
            context.getSessionCookieConfig().setHttpOnly(true);
            context.getSessionCookieConfig().setAttribute("SameSite", "Lax");
        };
    }
}
