package dev.tidings.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.tidings.transport.outbox.StoredLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConsoleBrowserTest {
    @RegisterExtension
    static final RunningProgram program = new RunningProgram();

    @SuppressWarnings("NullAway.Init")
    private static Chromium chromium;

    private final List<String> browserErrors = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private BrowserContext context;

    @SuppressWarnings("NullAway.Init")
    private Page page;

    @BeforeAll
    static void openBrowser() {
        chromium = new Chromium();
    }

    @AfterAll
    static void closeBrowser() {
        chromium.close();
    }

    @BeforeEach
    void signIn() {
        open(new NewContextOptions().setTimezoneId("Asia/Bangkok"));
        page.navigate("/console");
        page.getByLabel("Admin token").fill(RunningProgram.ADMIN_TOKEN);
        clickButton("Sign in");
        assertThat(page).hasTitle("Overview · Tidings");
    }

    @AfterEach
    void closePage() {
        context.close();
        assertThat(browserErrors).isEmpty();
    }

    @Test
    void manualRunShowsProgressUntilEveryLetterIsSettled() {
        clickLink("Run now…");
        assertThat(heading()).containsText("and send up to " + ConsoleSampleData.DUE + " letters?");
        takeScreenshots("run");
        clickButton("Send up to " + ConsoleSampleData.DUE + " letters now");
        assertThat(page.locator("#live")).hasAttribute("hx-trigger", "every 2s");
        page.evaluate("window.notReloaded = true");
        assertThat(page.locator(".status-summary"))
                .containsText("; finished.", new ContainsTextOptions().setTimeout(60_000));
        assertThat(page.locator(".figures .sum"))
                .containsText(Pattern.compile(ConsoleSampleData.DUE
                        + " due\\s+= \\d+ sent\\s+\\+ \\d+ skipped\\s+\\+ 2 error\\s+\\+ 0 owed"));
        assertThat(page.evaluate("window.notReloaded"))
                .as("the page updated itself without a reload")
                .isEqualTo(true);
        assertThat(page.locator("#live")).not().hasAttribute("hx-trigger", "every 2s");

        clickLink("Overview");
        assertThat(heading()).containsText(" sent, ");
        assertThat(page.locator(".next").first()).containsText("in Bangkok for you");
        takeScreenshots("overview");
    }

    @Test
    void displayedLetterIsInert() {
        page.navigate("/console/editions/1");
        takeScreenshots("edition");
        page.getByLabel("Status").selectOption("error");
        clickButton("Show");
        assertThat(page).hasURL(Pattern.compile("status=error"));
        assertThat(page.locator("tbody tr")).hasCount(2);
        assertThat(page.locator("tbody")).containsText("not an email address");

        page.getByLabel("Status").selectOption("all");
        page.getByLabel("User id begins with").fill("u-0042");
        clickButton("Show");
        page.locator("tbody")
                .getByText("Open", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(heading()).containsText("sent to u-0042");
        FrameLocator letter = page.frameLocator("iframe");
        assertThat(letter.getByText("Sessions", new FrameLocator.GetByTextOptions().setExact(true))
                        .first())
                .isVisible();
        takeScreenshots("letter");

        letter.getByText("Unsubscribe").first().click();
        assertThat(letter.getByText("Unsubscribe").first()).isVisible();
        assertThat(context.pages()).hasSize(1);
        assertThat(browserErrors).singleElement().asString().startsWith("Blocked opening");
        browserErrors.clear();
        clickLink("Headers");
        takeScreenshots("letter-headers");
        clickLink("Text");
        assertThat(page.locator("pre")).containsText("token=hidden");
        takeScreenshots("letter-text");
        assertThat(program.optedIn("u-0042")).isTrue();
    }

    @Test
    void readerUnsubscribesAndResubscribes() {
        page.navigate(program.address() + unsubscribeLinkOf("u-0055"));
        assertThat(page.locator("body")).containsText("You’re unsubscribed.");
        assertThat(program.optedIn("u-0055")).isFalse();
        page.locator("form button").first().click();
        assertThat(page.locator("body")).not().containsText("You’re unsubscribed.");
        assertThat(program.optedIn("u-0055")).isTrue();

        page.navigate("/console/users");
        page.getByLabel("Id or whole email address").fill("reader55@example.com");
        takeScreenshots("users");
        clickButton("Find");
        assertThat(page).hasURL(Pattern.compile("/console/users/user\\?id=u-0055$"));
        assertThat(page.locator("section[aria-labelledby=consents]")).containsText("by the link in a letter");
        assertThat(page.locator("section[aria-labelledby=consents]")).containsText("by the undo button");
        takeScreenshots("user");
    }

    @Test
    void previewLeadsToTestLetter() {
        page.navigate("/console/users/user?id=u-0007");
        clickLink("Preview");
        assertThat(page.frameLocator("iframe").locator("body")).containsText("Living Lytics");
        takeScreenshots("preview");
        clickLink("Send as a test letter…");
        takeScreenshots("test");
        clickButton("Send 1 letter now");
        assertThat(page.locator(".head")).containsText("it belongs to no edition");
        clickLink("Outbox");
        assertThat(page.locator("tbody tr").first()).containsText("test");
        takeScreenshots("outbox");
    }

    @Test
    void missingLetterShowsErrorPage() {
        page.navigate("/console/editions");
        takeScreenshots("editions");
        page.navigate("/console/letters/4711000");
        assertThat(page.locator("main")).containsText("There is no letter 4711000.");
        takeScreenshots("missing");
        clickButton("Sign out");
        assertThat(page.locator("main")).containsText("You are signed out.");
        takeScreenshots("sign-in");
    }

    @Test
    void foundOpportunityIsHiddenAndShownAgain() {
        clickLink("Opportunities");
        takeScreenshots("opportunities");
        page.getByLabel("Words in the title, organization, text, tags or address")
                .fill("carrara");
        page.getByLabel("Status").selectOption("live");
        clickButton("Search");
        assertThat(page).hasURL(Pattern.compile("text=carrara.*status=live"));
        page.locator("td.what a").first().click();
        takeScreenshots("opportunity");
        clickLink("Hide…");
        takeScreenshots("hide");
        clickButton("Hide 1 opportunity");
        assertThat(page.locator(".head")).containsText("hidden");
        clickLink("Show…");
        clickButton("Show 1 opportunity");
        assertThat(page.locator(".head")).containsText("live");
    }

    @Test
    void sourcePageShowsResultsAndFailures() {
        clickLink("Opportunities");
        clickLink("Sources");
        takeScreenshots("sources");
        clickLink("city-deadlines");
        assertThat(page.locator(".next")).containsText("6 runs failed in a row");
        takeScreenshots("source-failing");
        page.navigate("/console/sources/atelier-notices");
        takeScreenshots("source");
    }

    @Test
    void modelVersionIsRolledBackAndPromoted() {
        clickLink("Opportunities");
        clickLink("Bot");
        assertThat(heading()).containsText("Version 3 is live");
        takeScreenshots("bot");
        clickLink("Roll back…");
        takeScreenshots("roll-back");
        clickButton("Roll back to version 2");
        assertThat(heading()).containsText("Version 2 is live");
        page.getByLabel("Promote version 3").click();
        takeScreenshots("promote");
        clickButton("Promote version 3");
        assertThat(heading()).containsText("Version 3 is live");
    }

    @Test
    void picksAreExplainedAndBotIsReset() {
        page.navigate("/console/users/user?id=u-0009");
        clickLink("Why these");
        assertThat(page.locator(".picks > li")).hasCount(5);
        takeScreenshots("why");
        clickLink("Reset this user’s bot…");
        takeScreenshots("reset");
        clickButton("Reset 1 user’s bot");
        assertThat(page.locator(".head")).containsText("Reset just now");
    }

    @Test
    void operationsPagesShowChecksAndJobs() {
        clickLink("Operations");
        assertThat(page.locator(".checks")).containsText("Database latency");
        takeScreenshots("maintenance");
        clickLink("All alerts");
        takeScreenshots("alerts");
        clickLink("Jobs");
        assertThat(page.locator(".jobs")).containsText("Weekly art opportunities");
        takeScreenshots("jobs");
        page.getByLabel("Run now: Prune").click();
        takeScreenshots("run-job");
        clickButton("Run 1 job now");
        assertThat(page).hasTitle("Jobs · Tidings");
    }

    @Test
    void consoleWorksWithoutScripts() {
        context.close();
        open(new NewContextOptions().setJavaScriptEnabled(false));
        page.navigate("/console/users");
        page.getByLabel("Admin token").fill(RunningProgram.ADMIN_TOKEN);
        clickButton("Sign in");
        assertThat(page).hasTitle("Users · Tidings");
        page.getByLabel("Id or whole email address").fill("u-0007");
        clickButton("Find");
        assertThat(page.locator(".copy").first()).isHidden();
        clickLink("Send a test…");
        clickButton("Send 1 letter now");
        assertThat(page.locator(".head")).containsText("test");
    }

    private void open(NewContextOptions options) {
        context = chromium.browser().newContext(options.setBaseURL(program.address()));
        page = context.newPage();
        page.onConsoleMessage(this::recordConsoleError);
        page.onPageError(browserErrors::add);
    }

    private void recordConsoleError(ConsoleMessage message) {
        if (message.type().equals("error") && !message.text().contains("status of 404")) {
            browserErrors.add(message.text());
        }
    }

    private Locator heading() {
        return page.locator("h1");
    }

    private void clickLink(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true))
                .first()
                .click();
    }

    private void clickButton(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private void takeScreenshots(String name) {
        browserErrors.addAll(Screenshots.take(page, name));
    }

    /** The unsubscribe link in the headers of the stored letter: path and query. */
    private String unsubscribeLinkOf(String user) {
        page.navigate("/console/users/user?id=" + user);
        page.locator("td.go a").last().click();
        clickLink("Headers");
        String id = page.locator(".headers div:has-text('Message-ID') dd").textContent();
        StoredLetter letter =
                program.outbox().find(id.substring(1, id.length() - 1)).orElseThrow();
        String link = letter.headers().stream()
                .filter(header -> header.name().equals("List-Unsubscribe"))
                .map(StoredLetter.Header::value)
                .findFirst()
                .orElseThrow();
        return link.substring(link.indexOf("/v1/"), link.indexOf('>'));
    }
}
