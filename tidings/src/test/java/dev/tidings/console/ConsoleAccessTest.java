package dev.tidings.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testing.TestHouse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class ConsoleAccessTest {
    @RegisterExtension
    static final TestHouse house = TestHouse.serving();

    @Test
    void everyPageAsksForASignIn() {
        Operator stranger = new Operator(house);
        List<String> pages = paths(RequestMethod.GET);
        assertThat(pages).hasSizeGreaterThan(12);
        for (String page : pages) {
            Operator.Page answer = stranger.get(page);
            assertThat(answer.status()).as(page).isEqualTo(302);
            assertThat(answer.header("Location")).as(page).endsWith("/console/sign-in");
            assertThat(answer.body()).as(page).isEmpty();
        }
    }

    @Test
    void styleComesToStrangersWithHeadersAndWithoutACookie() {
        Operator.Page style = new Operator(house).get("/assets/console.css");

        assertThat(style.status()).isEqualTo(200);
        assertThat(style.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(style.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(style.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(style.header("Set-Cookie")).isEmpty();
    }

    @Test
    void everyDeedWithoutTheTokenOfItsFormIsRefused() {
        Operator operator = Operator.signedIn(house);
        List<String> deeds = paths(RequestMethod.POST);
        assertThat(deeds)
                .contains("/console/run", "/console/editions/1/resume", "/console/users/test", "/console/jobs/run")
                .contains(
                        "/console/opportunities/1",
                        "/console/sources/1/run",
                        "/console/maintenance/alerts/1/acknowledge");
        for (String deed : deeds) {
            Operator.Page answer = operator.post(deed, "digest", "living-lytics", "period", "2026-05-04", "id", "ada");
            assertThat(answer.status()).as(deed).isEqualTo(403);
            assertThat(answer.text()).as(deed).contains("This form is not valid any more", "Nothing was changed");
        }
        assertThat(operator.post("/console/sign-out").status()).isEqualTo(403);
        assertThat(house.jdbc()
                        .sql("select count(*) from edition")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void theAdminTokenOpensTheConsole() {
        Operator operator = new Operator(house);
        Operator.Page answer = operator.signIn(TestHouse.ADMIN_TOKEN);
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).endsWith("/console");
        assertThat(operator.get("/console").status()).isEqualTo(200);
    }

    @Test
    void whoCameFromADeepLinkIsTakenThere() {
        Operator operator = new Operator(house);
        operator.get("/console/editions?digest=living-lytics");
        assertThat(operator.signIn(TestHouse.ADMIN_TOKEN).header("Location"))
                .contains("/console/editions?digest=living-lytics");
    }

    @Test
    void anyOtherTokenOpensNothing() {
        Operator stranger = from("203.0.113.1");
        assertThat(stranger.signIn("the-token-of-the-test").header("Location"))
                .endsWith("/console/sign-in?after=wrong");
        assertThat(stranger.signIn("").header("Location")).endsWith("/console/sign-in?after=wrong");
        assertThat(stranger.get("/console").status()).isEqualTo(302);
        assertThat(stranger.get("/console/sign-in?after=wrong").text()).contains("That is not the admin token");
    }

    @Test
    void afterFiveWrongTokensEvenTheRightOneWaitsTenMinutes() {
        Operator guesser = from("203.0.113.2");
        for (int i = 0; i < FailedSignIns.MOST; i++) {
            guesser.signIn("guess " + i);
        }
        assertThat(guesser.signIn(TestHouse.ADMIN_TOKEN).header("Location")).endsWith("?after=wait");
        assertThat(from("203.0.113.3").signIn(TestHouse.ADMIN_TOKEN).header("Location"))
                .endsWith("/console");

        house.clock().advance(FailedSignIns.WAIT);
        assertThat(guesser.signIn(TestHouse.ADMIN_TOKEN).header("Location")).endsWith("/console");
    }

    @Test
    void theSessionIsHiddenFromScriptsAndFromOtherSites() {
        Operator.Page door = new Operator(house).get("/console/sign-in");
        assertThat(door.header("Set-Cookie"))
                .startsWith("tidings_console=")
                .contains("; Path=/console", "; HttpOnly", "; SameSite=Lax")
                .doesNotContain("Secure");
        assertThat(new Operator(house, "X-Forwarded-Proto", "https")
                        .get("/console/sign-in")
                        .header("Set-Cookie"))
                .contains("; Secure");
    }

    @Test
    void signingInChangesTheSessionsId() {
        Operator operator = new Operator(house);
        operator.get("/console/sign-in");
        String before = operator.cookies().getFirst().getValue();
        operator.signIn(TestHouse.ADMIN_TOKEN);
        assertThat(operator.cookies().getFirst().getValue()).isNotEqualTo(before);
    }

    @Test
    void signingOutEndsTheSession() {
        Operator operator = Operator.signedIn(house);
        Element form = operator.get("/console").html().selectFirst("form[action=/console/sign-out]");
        assertThat(operator.submit(form).header("Location")).endsWith("/console/sign-in?after=sign-out");
        assertThat(operator.get("/console").status()).isEqualTo(302);
    }

    @Test
    void aSessionEndsTwelveHoursAfterItBeganHoweverBusy() {
        Operator operator = Operator.signedIn(house);
        for (int hour = 1; hour < 12; hour++) {
            house.clock().advance(Duration.ofHours(1));
            assertThat(operator.get("/console").status())
                    .as("after " + hour + " hours")
                    .isEqualTo(200);
        }
        house.clock().advance(Duration.ofHours(1));
        assertThat(operator.get("/console").status()).isEqualTo(302);
    }

    @Test
    void aPollWithoutASessionIsToldToLeaveThePage() {
        Operator.Page answer = new Operator(house).get("/console", "HX-Request", "true");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("HX-Redirect")).isEqualTo("/console/sign-in");
    }

    @Test
    void theBearerTokenOfTheApiOpensNoPage() {
        Operator operator = new Operator(house, "Authorization", "Bearer " + TestHouse.ADMIN_TOKEN);
        assertThat(operator.get("/console").status()).isEqualTo(302);
    }

    @Test
    void theRootLeadsToTheConsole() {
        assertThat(new Operator(house).get("/").header("Location")).endsWith("/console");
    }

    private static Operator from(String address) {
        return new Operator(house, "X-Forwarded-For", address);
    }

    /** Every address of the console that takes the method, read from the program itself, so that none is forgotten. */
    private static List<String> paths(RequestMethod method) {
        return house.get(DispatcherServlet.class).getHandlerMappings().stream()
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
