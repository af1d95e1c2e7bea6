package dev.tidings.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.TestApplication;
import java.net.HttpCookie;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class ConsoleAccessTest {
    @RegisterExtension
    static final TestApplication app = TestApplication.serving();

    @Test
    void everyPageRequiresSignIn() {
        ConsoleClient stranger = new ConsoleClient(app);
        List<String> pages = paths(RequestMethod.GET);
        assertThat(pages).hasSizeGreaterThan(12);
        for (String page : pages) {
            ConsoleClient.BrowsedPage answer = stranger.get(page);
            assertThat(answer.status()).as(page).isEqualTo(302);
            assertThat(answer.header("Location")).as(page).endsWith("/console/sign-in");
            assertThat(answer.body()).as(page).isEmpty();
        }
    }

    @Test
    void styleSheetIsPublicWithSecurityHeadersAndWithoutCookie() {
        ConsoleClient.BrowsedPage style = new ConsoleClient(app).get("/assets/console.css");

        assertThat(style.status()).isEqualTo(200);
        assertThat(style.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(style.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(style.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(style.header("Set-Cookie")).isEmpty();
    }

    @Test
    void everyPostWithoutItsFormTokenIsRefused() {
        ConsoleClient operator = ConsoleClient.signedIn(app);
        List<String> postPaths = paths(RequestMethod.POST);
        assertThat(postPaths)
                .contains("/console/run", "/console/editions/1/resume", "/console/users/test", "/console/jobs/run")
                .contains(
                        "/console/opportunities/1",
                        "/console/sources/1/run",
                        "/console/maintenance/alerts/1/acknowledge");
        for (String path : postPaths) {
            ConsoleClient.BrowsedPage answer =
                    operator.post(path, "digest", "living-lytics", "period", "2026-05-04", "id", "ada");
            assertThat(answer.status()).as(path).isEqualTo(403);
            assertThat(answer.text()).as(path).contains("This form is not valid any more", "Nothing was changed");
        }
        assertThat(operator.post("/console/sign-out").status()).isEqualTo(403);
        assertThat(app.jdbc()
                        .sql("select count(*) from edition")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void adminTokenOpensTheConsole() {
        ConsoleClient operator = new ConsoleClient(app);
        ConsoleClient.BrowsedPage answer = operator.signIn(TestApplication.ADMIN_TOKEN);
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).endsWith("/console");
        assertThat(operator.get("/console").status()).isEqualTo(200);
    }

    @Test
    void signInReturnsToTheRequestedPage() {
        ConsoleClient operator = new ConsoleClient(app);
        operator.get("/console/editions?digest=living-lytics");
        assertThat(operator.signIn(TestApplication.ADMIN_TOKEN).header("Location"))
                .contains("/console/editions?digest=living-lytics");
    }

    @Test
    void wrongTokenIsRefused() {
        ConsoleClient stranger = from("203.0.113.1");
        assertThat(stranger.signIn("the-token-of-the-test").header("Location"))
                .endsWith("/console/sign-in?after=wrong");
        assertThat(stranger.signIn("").header("Location")).endsWith("/console/sign-in?after=wrong");
        assertThat(stranger.get("/console").status()).isEqualTo(302);
        assertThat(stranger.get("/console/sign-in?after=wrong").text()).contains("That is not the admin token");
    }

    @Test
    void afterFiveWrongTokensTheRightOneIsRefusedForTenMinutes() {
        ConsoleClient guesser = from("203.0.113.2");
        for (int i = 0; i < AdminTokenAuthenticator.MAX_FAILURES; i++) {
            guesser.signIn("guess " + i);
        }
        assertThat(guesser.signIn(TestApplication.ADMIN_TOKEN).header("Location"))
                .endsWith("?after=wait");
        assertThat(from("203.0.113.3").signIn(TestApplication.ADMIN_TOKEN).header("Location"))
                .endsWith("/console");

        app.clock().advance(AdminTokenAuthenticator.WAIT);
        assertThat(guesser.signIn(TestApplication.ADMIN_TOKEN).header("Location"))
                .endsWith("/console");
    }

    @Test
    void sessionCookieIsHttpOnlyAndSameSite() {
        assertThat(new ConsoleClient(app).signIn(TestApplication.ADMIN_TOKEN).cookie("tidings_console"))
                .contains("; Path=/console", "; HttpOnly", "; SameSite=Lax")
                .doesNotContain("Secure");
        assertThat(new ConsoleClient(app, "X-Forwarded-Proto", "https")
                        .get("/console/sign-in")
                        .cookie("tidings_form"))
                .contains("; Secure");
    }

    @Test
    void strangerGetsNoSession() {
        ConsoleClient stranger = new ConsoleClient(app);
        stranger.get("/console/editions");
        assertThat(stranger.get("/console/sign-in").cookie("tidings_form"))
                .contains("; Path=/console", "; HttpOnly", "; SameSite=Lax");
        stranger.signIn("wrong");

        assertThat(stranger.cookies()).extracting(HttpCookie::getName).doesNotContain("tidings_console");
    }

    @Test
    void redirectsAreRelative() {
        assertThat(new ConsoleClient(app).get("/").header("Location")).isEqualTo("/console");
        ConsoleClient operator = new ConsoleClient(app);
        assertThat(operator.get("/console/editions?before=7").header("Location"))
                .isEqualTo("/console/sign-in");
        assertThat(operator.signIn(TestApplication.ADMIN_TOKEN).header("Location"))
                .startsWith("/console/editions?before=7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example/x", "//evil.example", "/v1/users/ada", "nonsense", "https://a b/console"})
    void signInReturnsToPagesOfTheConsoleAlone(String address) {
        ConsoleClient operator = new ConsoleClient(app);
        Element form = operator.get("/console/sign-in").html().selectFirst("form");
        operator.setCookie(
                "REDIRECT_URI", Base64.getEncoder().encodeToString(address.getBytes(StandardCharsets.UTF_8)));
        assertThat(operator.submit(form, "token", TestApplication.ADMIN_TOKEN).header("Location"))
                .isEqualTo("/console");
    }

    @Test
    void signingInChangesTheSessionsId() {
        ConsoleClient operator = new ConsoleClient(app);
        operator.signIn(TestApplication.ADMIN_TOKEN);
        String before = operator.cookieValue("tidings_console");
        operator.signIn(TestApplication.ADMIN_TOKEN);
        assertThat(operator.cookieValue("tidings_console")).isNotEqualTo(before);
    }

    @Test
    void signingOutEndsTheSession() {
        ConsoleClient operator = ConsoleClient.signedIn(app);
        Element form = operator.get("/console").html().selectFirst("form[action=/console/sign-out]");
        assertThat(operator.submit(form).header("Location")).endsWith("/console/sign-in?after=sign-out");
        assertThat(operator.get("/console").status()).isEqualTo(302);
    }

    @Test
    void sessionEndsAfterTwelveHoursEvenWhenActive() {
        ConsoleClient operator = ConsoleClient.signedIn(app);
        for (int hour = 1; hour < 12; hour++) {
            app.clock().advance(Duration.ofHours(1));
            assertThat(operator.get("/console").status())
                    .as("after " + hour + " hours")
                    .isEqualTo(200);
        }
        app.clock().advance(Duration.ofHours(1));
        assertThat(operator.get("/console").status()).isEqualTo(302);
    }

    @Test
    void pollWithoutASessionRedirectsToSignIn() {
        ConsoleClient.BrowsedPage answer = new ConsoleClient(app).get("/console", "HX-Request", "true");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("HX-Redirect")).isEqualTo("/console/sign-in");
    }

    @Test
    void bearerTokenOfTheApiOpensNoPage() {
        ConsoleClient operator = new ConsoleClient(app, "Authorization", "Bearer " + TestApplication.ADMIN_TOKEN);
        assertThat(operator.get("/console").status()).isEqualTo(302);
    }

    @Test
    void rootRedirectsToTheConsole() {
        assertThat(new ConsoleClient(app).get("/").header("Location")).endsWith("/console");
    }

    private static ConsoleClient from(String address) {
        return new ConsoleClient(app, "X-Forwarded-For", address);
    }

    /** Every console path that accepts the method, read from the application's request mappings. */
    private static List<String> paths(RequestMethod method) {
        return app.get(DispatcherServlet.class).getHandlerMappings().stream()
                .filter(RequestMappingHandlerMapping.class::isInstance)
                .flatMap(mappings -> ((RequestMappingHandlerMapping) mappings).getHandlerMethods().keySet().stream())
                .filter(mapping -> mapping.getMethodsCondition().getMethods().contains(method))
                .flatMap(ConsoleAccessTest::patterns)
                .filter(path -> path.startsWith("/console") && !path.equals(SignInPage.PATH))
                .map(path -> path.replaceAll("\\{\\w+}", "1"))
                .sorted()
                .toList();
    }

    private static Stream<String> patterns(RequestMappingInfo mapping) {
        Set<String> paths =
                Objects.requireNonNull(mapping.getPathPatternsCondition()).getPatternValues();
        return paths.stream();
    }
}
