package dev.tidings.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.yaml.ConfigurationErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateValidationTest {
    private static final String MJML = "weekly-metrics/letter.mjml";
    private static final String TEXT = "weekly-metrics/letter.txt";

    @TempDir
    Path folder;

    @BeforeEach
    void goodTemplate() throws IOException {
        write(MJML, """
                <mjml>
                  <mj-body>
                    <mj-section>
                      <mj-column>
                        <mj-text>{{headline}} <a href="{{links.unsubscribe}}">Unsubscribe</a></mj-text>
                      </mj-column>
                    </mj-section>
                  </mj-body>
                </mjml>
                """);
        write(TEXT, """
                {{headline}}
                {{links.unsubscribe}}
                """);
    }

    @Test
    void builtInTemplatesAreValid() {
        assertThatCode(() -> SampleLetters.templates(Path.of("no-such-folder"))
                        .check(SampleDigest.WEEKLY.digest(), SampleWeek.GOOD.content()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p style=\"color:{{headline}}\">x</p>",
                "<p style='color:{{headline}}'>x</p>",
                "<p STYLE = \"color:{{headline}}\">x</p>",
                "<p bgcolor=\"{{headline}}\">x</p>",
                "<a href=\"https://x.example{{headline}}/\">x</a>",
                "<a href=\"https://{{headline}}/\">x</a>",
                "<a href=\"https://user:{{headline}}@x.example/\">x</a>",
                "<a href=\"https://x.example:{{headline}}/\">x</a>",
                "<a href=\"{{brand.link}}{{headline}}\">x</a>",
                "<a href=\"java{{headline}}\">x</a>",
                "<a href=\"javascript:x('{{headline}}')\">x</a>",
                "<a href=\"/{{headline}}\">x</a>",
                "<a href={{links.unsubscribe}}>x</a>",
                "<a href=https://x.example/{{headline}}>x</a>",
                "<a href=\"{{#best_day}}https://x.example/{{/best_day}}{{headline}}\">x</a>",
                "<a href=\"https://x{{#best_day}}.example/{{/best_day}}{{headline}}\">x</a>",
                "<a {{headline}}=\"x\">x</a>",
                "<{{headline}}>x</b>",
                "<b onclick=\"{{headline}}\">x</b>",
                "<b class=\"{{headline}}\">x</b>",
                "<b class=\"a\"id=\"{{headline}}\">x</b>",
                "<b title={{headline}}>x</b>",
                "<b title=\"x\" {{#best_day}}style=\"{{/best_day}}{{headline}}\">x</b>",
                "<b {{#best_day}}title=\"{{/best_day}}{{headline}}\">x</b>",
                "<img srcset=\"https://x.example/a.png 1x, {{headline}} 2x\" src=\"https://x.example/a.png\">",
                "<img src=\"https://x.example/a.png\" height=\"{{headline}}\">",
                "<script>{{headline}}</script>",
                "<style>a { color: {{headline}} }</style>",
                "<STYLE>a { color: {{headline}} }</STYLE>",
                "<b style=\"{{> layout/header.mjml}}\">x</b>",
                "<b title=\"{{> layout/header.mjml}}\">x</b>",
                "<b {{> messages/letter.up}}>x</b>"
            })
    void fieldThatCouldChangeTheMarkupIsRefused(String fragment) throws IOException {
        insert("<mj-text>" + fragment + "</mj-text>");

        assertThat(errors()).isNotEmpty().allSatisfy(error -> assertThat(error).startsWith("templates/" + MJML + ":"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img alt=\"{{headline}}\" title='{{headline}}' aria-label=\"{{headline}}\" src=\"https://x.example/a.png\">",
                "<a href=\"https://x.example/{{account_id}}?a={{headline}}#{{headline}}\">x</a>",
                "<a href=\"{{brand.link}}?a={{headline}}\">x</a>",
                "<p style=\"color:{{brand.accent}};background:{{brand.accent_soft}}\">x</p>",
                "<p class=\"a{{#best_day}} b{{/best_day}}\">x</p>",
                "{{#best_day}}<b title=\"{{weekday}}\">x</b>{{/best_day}} 1 < 2 {{headline}}",
                "<b title=\"{{> messages/letter.up}}\">x</b>"
            })
    void fieldInASafePlaceIsAllowed(String fragment) throws IOException {
        insert("<mj-text>" + fragment + "</mj-text>");

        assertThat(errors()).isEmpty();
    }

    @Test
    void includedFileCannotEndInsideATag() throws IOException {
        write("weekly-metrics/part.mjml", "<b style=\"color:");
        insert("<mj-text>{{> weekly-metrics/part.mjml}}{{headline}}\">x</b></mj-text>");

        assertThat(errors()).anySatisfy(error -> assertThat(error).contains("part.mjml: the file ends inside the tag"));
    }

    @Test
    void elementWithAnImpossibleNameIsRefused() throws IOException {
        write(
                MJML,
                "<mjml><mj-body><mj-section><mj-column><mj-text><b\"c \"d=1>{{links.unsubscribe}}</mj-text></mj-column>"
                        + "</mj-section></mj-body></mjml>");

        assertThat(errors()).singleElement().asString().contains(MJML, "an element or attribute has a name");
    }

    @Test
    void templateWithKnownNamesIsValid() throws IOException {
        write(TEXT, """
                {{greeting}} {{recipient.name}} {{digest.title}} {{subject}} {{preheader}}
                {{#metrics}}{{-index}} {{label}} {{#days}}{{weekday}}{{^best}}.{{/best}}{{/days}}{{/metrics}}
                {{#best_day}}{{weekday}} {{account_id}}{{/best_day}} {{best_day.label}} {{! a remark }}
                {{links.unsubscribe}}
                """);

        assertThat(errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {{totl}}                        | {{totl}}: there is no such field; available are account_id, best_day, brand.accent
                    {{#metrics}}{{wekday}}{{/metrics}} | {{wekday}}: there is no such field; available are account_id, arrow,
                    {{weekday}}                     | {{weekday}}: there is no such field
                    {{best_day.hour}}               | {{best_day.hour}}: there is no such field
                    {{#nothing}}{{/nothing}}        | {{#nothing}}: there is no such field
                    {{^nothing}}{{/nothing}}        | {{^nothing}}: there is no such field
                    {{metrics}}                     | {{metrics}} is a section: write {{#metrics}} ... {{/metrics}}
                    {{best_day}}                    | {{best_day}} is a section: write {{#best_day}} ... {{/best_day}}
                    {{{headline}}}                  | {{&headline}} would not be escaped: write {{headline}}
                    {{&headline}}                   | {{&headline}} would not be escaped: write {{headline}}
                    {{#metrics}}                    | {{#metrics}} is not closed by {{/metrics}}
                    {{/metrics}}                    | {{/metrics}} has no opening tag
                    {{headline                      | {{headline is not closed by }}
                    {{head line {{headline}}        | {{head line is not closed by }}
                    {{=<% %>=}}                     | {{=<% %>=}}: this tag is not supported
                    {{}}                            | {{}}: this tag is not supported
                    {{<layout}}                     | {{<layout}}: this tag is not supported
                    {{> layout/none.txt}}           | {{> layout/none.txt}}: there is no templates/layout/none.txt, neither in
                    {{> ../secret.txt}}             | {{> ../secret.txt}}: \\"../secret.txt\\" is not a template path
                    {{> weekly-metrics/letter.txt}} | {{> weekly-metrics/letter.txt}} includes itself
                    """)
    void errorInATextFileHasItsLine(String fragment, String expected) throws IOException {
        write(TEXT, "{{headline}}\n" + fragment + "\n{{links.unsubscribe}}\n");

        assertThat(errors())
                .singleElement()
                .asString()
                .startsWith("templates/" + TEXT + ":2: " + expected.replace("\\\"", "\""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <mj-txt>x</mj-txt>                        | <mj-txt>: there is no such element
                    <mj-text>x                                | <mj-text> is not closed
                    <mj-section></mj-section>                 | <mj-section> is not allowed in <mj-column>, only in mj-body, mj-wrapper
                    <mj-include path="./head.mjml" />         | <mj-include>: write {{> folder/file.mjml}} instead
                    <mj-text><a href="{{headline}}">x</a></mj-text> | {{headline}} is not a safe URL: a URL may start only with brand.link, brand.logo, less, link, links.pixel, links.preferences, links.trap, links.unsubscribe, more
                    <mj-image src="{{headline}}" />           | {{headline}} is not a safe URL
                    <mj-text><a href = ' {{headline}}'>x</a></mj-text> | {{headline}} is not a safe URL
                    <mj-text><a HREF={{headline}}>x</a></mj-text> | {{headline}} is in the markup
                    <mj-text><a href="{{#metrics}}{{label}}{{/metrics}}">x</a></mj-text> | {{label}} is not a safe URL
                    <mj-text><p style="background:url( '{{headline}}')">x</p></mj-text> | {{headline}}: a style may use only the brand's colors
                    <mj-raw><style>a { color: {{headline}} }</style></mj-raw> | {{headline}}: a style may use only the brand's colors
                    <mj-button href="{{account_id}}">x</mj-button> | {{account_id}} is not a safe URL
                    """)
    void errorInTheMjmlHasItsLine(String fragment, String expected) throws IOException {
        insert(fragment);

        assertThat(errors()).anyMatch(error -> error.startsWith("templates/" + MJML + ":5: " + expected));
    }

    @Test
    void allErrorsAreReportedTogether() throws IOException {
        replace("</mj-column>", "</mj-colum>");
        write(TEXT, "{{#metrics}}{{#days}}{{/metrics}}\n{{/best_day}}\n{{{headline}}}\n");

        assertThat(errors())
                .containsExactlyInAnyOrder(
                        "templates/" + MJML + ":6: </mj-colum> has no opening tag",
                        "templates/" + MJML + ":4: <mj-column> is not closed",
                        "templates/" + TEXT + ":1: {{#days}} is not closed by {{/days}}",
                        "templates/" + TEXT + ":2: {{/best_day}} has no opening tag",
                        "templates/" + TEXT + ":3: {{&headline}} would not be escaped: write {{headline}}");
    }

    @Test
    void fieldInsideAUrlIsAllowed() throws IOException {
        insert("<mj-text><a href=\"https://example.com/?account={{account_id}}\">x</a></mj-text>");

        assertThat(errors()).isEmpty();
    }

    @Test
    void elementsInCommentsAreIgnored() throws IOException {
        insert("<!-- <mj-txt> -->");

        assertThat(errors()).isEmpty();
    }

    @Test
    void namesInCommentsAreChecked() throws IOException {
        insert("<!-- {{totl}} -->");

        assertThat(errors())
                .singleElement()
                .asString()
                .startsWith("templates/" + MJML + ":5: {{totl}}: there is no such");
    }

    @Test
    void styleUsesOnlyTheBrandsColors() throws IOException {
        replace(
                "<mj-body>",
                "<mj-head><mj-style>a { color: {{brand.accent}} } b { color: {{headline}} }</mj-style></mj-head><mj-body>");

        assertThat(errors())
                .singleElement()
                .asString()
                .isEqualTo("templates/" + MJML + ":2: {{headline}}: a style may use only the brand's colors");
    }

    @Test
    void tableWithoutTbodyIsReported() throws IOException {
        insert(
                "<mj-text><table><tr><td><table><tr><td>x</td></tr></table></td></tr><tr><td>y</td></tr></table></mj-text>");

        assertThat(errors())
                .singleElement()
                .asString()
                .startsWith("templates/" + MJML + ": <mj-text> is inside an HTML element that is not closed");
    }

    @Test
    void letterWithoutUnsubscribeLinkIsRefused() throws IOException {
        replace("{{links.unsubscribe}}", "{{brand.link}}");
        write(TEXT, "{{headline}}\n");

        assertThat(errors())
                .containsExactly(
                        "templates/" + MJML + ": the unsubscribe link is missing: "
                                + "add <a href=\"{{links.unsubscribe}}\">Unsubscribe</a>",
                        "templates/" + TEXT + ": the unsubscribe link is missing: "
                                + "add Unsubscribe: {{links.unsubscribe}}");
    }

    @Test
    void hiddenUnsubscribeLinkDoesNotCount() throws IOException {
        replace(
                "<a href=\"{{links.unsubscribe}}\">Unsubscribe</a>",
                "{{^headline}}<a href=\"{{links.unsubscribe}}\">x</a>{{/headline}}");

        assertThat(errors()).singleElement().asString().contains("the unsubscribe link is missing");
    }

    @Test
    void stylesThatClientsIgnoreAreRefused() throws IOException {
        replace(
                "<mj-body>",
                "<mj-head><mj-style>" + ".a { color: #000000 }\n".repeat(1000) + "</mj-style></mj-head><mj-body>");

        assertThat(errors()).singleElement().asString().contains("clients ignore more than 16000");
    }

    @Test
    void letterThatIsTooLongIsRefused() throws IOException {
        insert("<mj-text>" + "word ".repeat(20_000) + "</mj-text>");

        assertThat(errors()).singleElement().asString().contains("cut it off above 90000");
    }

    @Test
    void fileMustBeginWithMjml() throws IOException {
        write(MJML, "<p>{{headline}} {{links.unsubscribe}}</p>\n");

        assertThat(errors()).containsExactly("templates/" + MJML + ":1: the file must begin with <mjml>");
    }

    @Test
    void bothMissingFilesAreReported() {
        ConfigurationErrors errors = catchThrowableOfType(
                ConfigurationErrors.class,
                () -> SampleLetters.templates(folder.resolve("templates")).current("monthly"));

        assertThat(errors.lines())
                .containsExactly(
                        "there is no templates/monthly/letter.mjml, neither in " + folder + " nor in the program",
                        "there is no templates/monthly/letter.txt, neither in " + folder + " nor in the program");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Your {{wek}}         | {{wek}}: there is no such field
                    {{subject}}          | {{subject}}: there is no such field
                    {{{headline}}}       | {{&headline}} would not be escaped
                    {{#metrics}}         | {{#metrics}} is not closed
                    {{> layout/head.mjml}} | {{> layout/head.mjml}}: only files can include
                    """)
    void errorInTheSubjectIsReported(String subject, String expected) {
        SampleDigest digest = SampleDigest.WEEKLY.withSubject(subject);

        ConfigurationErrors errors = catchThrowableOfType(
                ConfigurationErrors.class, () -> templates().check(digest.digest(), SampleWeek.GOOD.content()));

        assertThat(errors.lines()).singleElement().asString().startsWith("digests/weekly.yml: subject: " + expected);
    }

    private List<String> errors() {
        ConfigurationErrors errors = catchThrowableOfType(
                ConfigurationErrors.class,
                () -> templates().check(SampleDigest.WEEKLY.digest(), SampleWeek.GOOD.content()));
        return errors == null ? List.of() : errors.lines();
    }

    private Templates templates() {
        return SampleLetters.templates(folder.resolve("templates"));
    }

    /** Inserts MJML before the template's text as line 5. */
    private void insert(String mjml) throws IOException {
        replace("        <mj-text>", mjml + "\n        <mj-text>");
    }

    private void replace(String part, String other) throws IOException {
        String text = Files.readString(folder.resolve("templates").resolve(MJML));
        assertThat(text).contains(part);
        write(MJML, text.replace(part, other));
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve("templates").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
