package dev.tidings.readers;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.tidings.audience.UnsubscribeTokens;
import dev.tidings.audience.UnsubscribeTokens.LinkBearer;
import dev.tidings.audience.UnsubscribeTokens.LinkPurpose;
import dev.tidings.core.Secret;
import dev.tidings.render.LetterLinks;
import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApiClient.TestApiResponse;
import dev.tidings.testing.TestApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of subscription links. */
class ReaderPagesTest {
    private static final String WEEKLY = "living-lytics";
    private static final String NEWS = "news";
    private static final String BROWSER =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";

    @RegisterExtension
    static final TestApplication app =
            TestApplication.serving(twoDigests()).with("TIDINGS_PUBLIC_URL", "https://api.livinglytics.com");

    private final TestApiClient reader = TestApiClient.withHeaders(app, "User-Agent", BROWSER);

    /** The weekly digest, and one that always asks for confirmation. */
    private static Path twoDigests() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "two-digests");
            Files.createDirectory(folder.resolve("digests"));
            String weekly = Files.readString(Path.of("../examples/living-lytics/digests/living-lytics.yml"));
            Files.writeString(folder.resolve("digests/living-lytics.yml"), weekly);
            Files.writeString(
                    folder.resolve("digests/news.yml"),
                    weekly.replace("primary: true\n", "")
                            .replace("title: Weekly Living Lytics digest", "title: \"<News> & more\"")
                            .replace("confirm: scanners", "confirm: always"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void insertSubscriber() {
        app.insertUser("ada");
    }

    @Test
    void unsubscribeLinkHasTheRequiredForm() {
        assertThat(app.get(LetterLinks.class).unsubscribe(WEEKLY, "ada"))
                .startsWith("https://api.livinglytics.com/v1/digest/unsubscribe?token=ey")
                .matches("[A-Za-z0-9:/?=._-]+");
    }

    @Test
    void linkUnsubscribesAndConfirms() {
        TestApiResponse answer = reader.get(unsubscribe(WEEKLY, "ada"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        Document page = Jsoup.parse(answer.body());
        assertThat(page.select("h1").text()).isEqualTo("You’re unsubscribed.");
        assertThat(page.text()).contains("Living Lytics", "“Weekly Living Lytics digest”");
        assertThat(consents()).containsExactly("living-lytics false link");
        assertThat(isSubscribed(WEEKLY, "ada")).isFalse();
        assertThat(isSubscribed(NEWS, "ada")).isTrue();
    }

    @Test
    void repeatedUnsubscribeShowsTheSamePage() {
        reader.get(unsubscribe(WEEKLY, "ada"));
        TestApiResponse again = reader.get(unsubscribe(WEEKLY, "ada"));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).contains("You’re unsubscribed.");
        assertThat(consents()).hasSize(1);
    }

    @Test
    void readersOptOutOutlastsTheProductsOptIn() {
        TestApiClient product = TestApiClient.asAdmin(app);
        String line = "{\"email\": \"ada@example.com\", \"account_id\": \"ada\", \"opt_in_digest\": %s}";
        product.put("/v1/users/ada", line.formatted(false));
        for (String digest : List.of(WEEKLY, NEWS)) {
            for (int times = 0; times < 2; times++) {
                reader.send("POST", unsubscribe(digest, "ada"), BodyPublishers.noBody());
            }
        }
        product.put("/v1/users/ada", line.formatted(true));

        assertThat(isSubscribed(WEEKLY, "ada")).isFalse();
        assertThat(isSubscribed(NEWS, "ada")).isFalse();
        assertThat(consents())
                .filteredOn(answer -> !answer.startsWith("general"))
                .containsExactly("living-lytics false one_click", "news false one_click");
    }

    @Test
    void undoButtonResubscribes() {
        Document page = Jsoup.parse(reader.get(unsubscribe(WEEKLY, "ada")).body());
        TestApiResponse answer = press(page, "/v1/digest/unsubscribe");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("You’re subscribed again.");
        assertThat(isSubscribed(WEEKLY, "ada")).isTrue();
        assertThat(consents()).containsExactly("living-lytics false link", "living-lytics true undo");
    }

    @Test
    void headChangesNothing() {
        TestApiResponse answer = reader.send("HEAD", unsubscribe(WEEKLY, "ada"), BodyPublishers.noBody());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(consents()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "User-Agent: Mozilla/4.0 (compatible; ms-office; MSOffice 16)",
                "User-Agent: Barracuda Sentinel (EE)",
                "Sec-Purpose: prefetch;prerender",
                "Purpose: prefetch",
                "X-Moz: prefetch"
            })
    void scannerGetsAConfirmationPage(String header) {
        String[] parts = header.split(": ", 2);
        TestApiClient scanner = TestApiClient.withHeaders(app, parts[0], parts[1]);
        TestApiResponse confirmation = scanner.get(unsubscribe(WEEKLY, "ada"));

        assertThat(confirmation.status()).isEqualTo(200);
        assertThat(consents()).isEmpty();

        TestApiResponse pressed = press(Jsoup.parse(confirmation.body()), unsubscribe(WEEKLY, "ada"));
        assertThat(pressed.body()).contains("You’re unsubscribed.");
        assertThat(consents()).containsExactly("living-lytics false page");
    }

    @Test
    void confirmAlwaysAsksEveryone() {
        TestApiResponse confirmation = reader.get(unsubscribe(NEWS, "ada"));

        assertThat(confirmation.status()).isEqualTo(200);
        assertThat(Jsoup.parse(confirmation.body()).select("h1").text()).isEqualTo("Unsubscribe from “<News> & more”?");
        assertThat(consents()).isEmpty();
        assertThat(press(Jsoup.parse(confirmation.body()), unsubscribe(NEWS, "ada"))
                        .status())
                .isEqualTo(200);
        assertThat(consents()).containsExactly("news false page");
    }

    @Test
    void oneClickNeedsNoCookieAndCanBeRepeated() {
        TestApiClient mailProvider = TestApiClient.withHeaders(app);
        for (int i = 0; i < 2; i++) {
            TestApiResponse answer = mailProvider.send(
                    "POST",
                    unsubscribe(NEWS, "ada"),
                    BodyPublishers.ofString("List-Unsubscribe=One-Click"),
                    "Content-Type",
                    "application/x-www-form-urlencoded");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Set-Cookie")).isEmpty();
        }
        assertThat(consents()).containsExactly("news false one_click");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n",
                "--x\r\nbroken",
                ""
            })
    void oneClickAcceptsMultipart(String body) {
        TestApiResponse answer = TestApiClient.withHeaders(app)
                .send(
                        "POST",
                        unsubscribe(WEEKLY, "ada"),
                        BodyPublishers.ofString(body),
                        "Content-Type",
                        "multipart/form-data; boundary=x");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(consents()).containsExactly("living-lytics false one_click");
    }

    @Test
    void formIsAcceptedFromAnyOrigin() {
        for (String origin : List.of("null", "https://api.livinglytics.com", "https://mail.example")) {
            assertThat(TestApiClient.withHeaders(app, "Origin", origin)
                            .send("POST", unsubscribe(WEEKLY, "ada"), BodyPublishers.noBody())
                            .status())
                    .as(origin)
                    .isEqualTo(200);
        }
    }

    @Test
    void invalidLinksGetTheSamePage() {
        String good = token(LinkPurpose.UNSUBSCRIBE, "ada");
        List<String> bad = new ArrayList<>(List.of(
                "",
                "nonsense",
                good.substring(0, good.length() - 1),
                good.substring(0, good.length() - 2) + "xx",
                token(LinkPurpose.PREFERENCES, "ada"),
                token(LinkPurpose.UNDO, "ada"),
                TestApiClient.userToken("ada"),
                TestApplication.ADMIN_TOKEN,
                TestApiClient.sign(
                        new JWTClaimsSet.Builder()
                                .claim("user_id", "ada")
                                .claim("purpose", "unsubscribe")
                                .claim("digest", WEEKLY)
                                .audience("tidings")
                                .build(),
                        TestApplication.SECRET)));
        List<String> pages = new ArrayList<>();
        for (String token : bad) {
            for (String method : List.of("GET", "POST")) {
                TestApiResponse answer =
                        reader.send(method, "/v1/digest/unsubscribe?token=" + token, BodyPublishers.noBody());
                assertThat(answer.status()).as(token).isEqualTo(400);
                pages.add(answer.body().replaceAll("nonce=\"[^\"]*\"", ""));
            }
        }
        pages.add(reader.get("/v1/digest/unsubscribe").body().replaceAll("nonce=\"[^\"]*\"", ""));
        assertThat(pages).allSatisfy(page -> assertThat(page).isEqualTo(pages.getFirst()));
        assertThat(Jsoup.parse(pages.getFirst()).select("main").text())
                .isEqualTo("This link does not work. It may be incomplete: open it from the letter itself, or copy all"
                        + " of it. Nothing was changed.");
        assertThat(consents()).isEmpty();
    }

    @Test
    void unknownUserGetsTheSamePage() {
        String known = reader.get(unsubscribe(WEEKLY, "ada")).body();
        TestApiResponse unknown = reader.get(unsubscribe(WEEKLY, "nobody"));

        assertThat(unknown.status()).isEqualTo(200);
        assertThat(withoutTokens(unknown.body())).isEqualTo(withoutTokens(known));
        assertThat(consents()).hasSize(1);
    }

    @Test
    void linkOfARemovedDigestUnsubscribes() {
        TestApiResponse answer = reader.get(unsubscribe("old-weekly", "ada"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("You’re unsubscribed.", "old-weekly");
        assertThat(consents()).containsExactly("old-weekly false link");
    }

    @Test
    void undoExpiresAfterADayAndNeedsItsOwnToken() {
        String undo = token(LinkPurpose.UNDO, "ada");
        app.clock().advance(Duration.ofHours(25));

        assertThat(undo(undo).status()).isEqualTo(400);
        assertThat(undo(token(LinkPurpose.UNSUBSCRIBE, "ada")).status()).isEqualTo(400);
        assertThat(consents()).isEmpty();
    }

    private TestApiResponse undo(String token) {
        return reader.send(
                "POST",
                "/v1/digest/unsubscribe/undo",
                BodyPublishers.ofString("token=" + token),
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    @Test
    void preferencesPageShowsAndSavesAllDigests() {
        String link = path(URI.create(app.get(LetterLinks.class).preferences(WEEKLY, "ada")));
        Document page = Jsoup.parse(reader.get(link).body());

        assertThat(page.select("label").eachText()).containsExactly("Weekly Living Lytics digest", "<News> & more");
        assertThat(page.select("input[checked]")).hasSize(2);

        TestApiResponse saved = reader.send(
                "POST",
                link,
                BodyPublishers.ofString("digest=news"),
                "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.body()).contains("Your choices are saved.");
        assertThat(Jsoup.parse(saved.body()).select("input[checked]").eachAttr("value"))
                .containsExactly("news");
        assertThat(consents()).containsExactly("living-lytics false preferences");
    }

    @Test
    void preferencesPageNeedsAPreferencesToken() {
        for (String token : List.of(token(LinkPurpose.UNSUBSCRIBE, "ada"), token(LinkPurpose.UNDO, "ada"), "x")) {
            TestApiResponse answer = reader.get("/v1/digest/preferences/page?token=" + token);
            assertThat(answer.status()).isEqualTo(400);
        }
        assertThat(reader.get("/v1/digest/preferences/page?token=" + token(LinkPurpose.PREFERENCES, "nobody"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void pagesLoadNoResourcesAndScripts() {
        for (String link : List.of(
                unsubscribe(WEEKLY, "ada"),
                unsubscribe(NEWS, "ada"),
                path(URI.create(app.get(LetterLinks.class).preferences(WEEKLY, "ada"))),
                "/v1/digest/unsubscribe?token=x")) {
            TestApiResponse answer = reader.get(link);
            Document page = Jsoup.parse(answer.body());
            String nonce = page.select("style").attr("nonce");
            assertThat(answer.header("Content-Security-Policy"))
                    .isEqualTo("default-src 'none'; style-src 'nonce-" + nonce
                            + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
            assertThat(page.select("script, link, img, [src], [style], iframe")).isEmpty();
            assertThat(page.select("html").attr("lang")).isEqualTo("en");
            assertThat(page.select("h1")).hasSize(1);
            assertThat(page.select("title").text()).isNotEmpty();
            assertThat(answer.header("Cache-Control")).contains("no-store");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        }
    }

    /** Submits the form of a page from the given URL like a browser. */
    private TestApiResponse press(Document page, String url) {
        Element form = page.selectFirst("form");
        assertThat(form).isNotNull();
        List<String> fields = new ArrayList<>();
        for (Element field : form.select("input[type=hidden], button[name]")) {
            fields.add(field.attr("name") + "=" + field.attr("value"));
        }
        String target = form.attr("action").isEmpty()
                ? url
                : path(URI.create("http://x" + url).resolve(form.attr("action")));
        return reader.send(
                "POST",
                target,
                BodyPublishers.ofString(String.join("&", fields)),
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    private static String unsubscribe(String digest, String userId) {
        return path(URI.create(app.get(LetterLinks.class).unsubscribe(digest, userId)));
    }

    private static String path(URI link) {
        return link.getRawPath() + (link.getRawQuery() == null ? "" : "?" + link.getRawQuery());
    }

    private static String token(LinkPurpose purpose, String userId) {
        return new UnsubscribeTokens(
                        new Secret(TestApplication.SECRET), List.of(), InstantSource.fixed(TestApplication.MONDAY))
                .issue(purpose, new LinkBearer(userId, WEEKLY));
    }

    private static String withoutTokens(String page) {
        return page.replaceAll("nonce=\"[^\"]*\"", "").replaceAll("value=\"[^\"]*\"", "");
    }

    private static boolean isSubscribed(String digest, String userId) {
        return app.jdbc()
                .sql("""
                        select coalesce(p.opt_in, u.opt_in_digest) from users u
                        left join digest_preference p on p.user_id = u.id and p.digest = :digest where u.id = :user
                        """)
                .param("digest", digest)
                .param("user", userId)
                .query(Boolean.class)
                .single();
    }

    /** Ada's consent records since the start of the test. */
    private static List<String> consents() {
        return app.jdbc()
                .sql(
                        "select coalesce(digest, 'general') || ' ' || opt_in || ' ' || source from consent where user_id = 'ada' order by id")
                .query(String.class)
                .list();
    }
}
