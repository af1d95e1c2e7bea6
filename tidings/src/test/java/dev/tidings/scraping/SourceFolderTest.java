package dev.tidings.scraping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.core.Secret;
import dev.tidings.scraping.Source.SourceKind;
import dev.tidings.scraping.SourceDetail.DetailKind;
import dev.tidings.scraping.reading.DateOrder;
import dev.tidings.scraping.reading.ItemField;
import dev.tidings.scraping.web.RequestContent;
import dev.tidings.yaml.ConfigurationErrors;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFolderTest {
    @TempDir
    Path folder;

    @Test
    void missingFolderHasNoSources() {
        assertThat(SourceFolder.read(folder.resolve("sources")).all()).isEmpty();
    }

    @Test
    void allKeysAreRead() throws IOException {
        write("calls.yml", """
                kind: html
                url: https://calls.example/list?open=1
                interval: 90m
                enabled: false
                pages: 3
                items: "ul > li"
                next: "a[rel=next]@href"
                tags: [art]
                zone: Europe/Berlin
                date-order: month-first
                fields: { title: h2, deadline: time@datetime, posted-at: .date }
                find: { fee: "Fee: (.+)" }
                defaults: { type: residency, discipline: [sculpture, craft], organization: Calls }
                headers: { Authorization: "Bearer ${CALLS_TOKEN}", accept: text/html }
                body: "open=1&key=${CALLS_TOKEN}"
                detail: { kind: html, item: main, fields: { award: .award } }
                clean: { title: '\\| Calls$' }
                allow-private: true
                """);

        assertThat(SourceFolder.read(folder, Map.of("CALLS_TOKEN", "top secret")::get)
                        .all())
                .containsExactly(new Source(
                        "calls",
                        SourceKind.HTML,
                        URI.create("https://calls.example/list?open=1"),
                        new RequestContent(
                                Map.of(
                                        "Authorization",
                                        new Secret("Bearer top secret"),
                                        "accept",
                                        new Secret("text/html")),
                                new Secret("open=1&key=top secret")),
                        Duration.ofMinutes(90),
                        false,
                        3,
                        "ul > li",
                        "a[rel=next]@href",
                        null,
                        List.of("art"),
                        ZoneId.of("Europe/Berlin"),
                        DateOrder.MONTH_FIRST,
                        Map.of(
                                ItemField.TITLE,
                                "h2",
                                ItemField.DEADLINE,
                                "time@datetime",
                                ItemField.POSTED_AT,
                                ".date"),
                        new SourceDetail(DetailKind.HTML, "main", Map.of(ItemField.AWARD, ".award")),
                        Map.of(ItemField.TITLE, "\\| Calls$"),
                        Map.of(ItemField.FEE, "Fee: (.+)"),
                        Map.of(
                                ItemField.TYPE,
                                List.of("residency"),
                                ItemField.DISCIPLINE,
                                List.of("sculpture", "craft"),
                                ItemField.ORGANIZATION,
                                List.of("Calls")),
                        true));
    }

    @Test
    void errorsOfAllFilesAreReportedTogether() throws IOException {
        write("a.yml", """
                kind: rrs
                url: ftp://calls.example
                interval: 5m
                find: { fee: "Fee: (" }
                """);
        write("b.yml", """
                kind: html
                url: https://calls.example
                fields: { title: "h2[", deadline: time@datetime, titel: h2 }
                include: /calls/
                defaults: { deadline: tomorrow }
                """);
        write("c.yaml", "");
        write("D.yml", "kind: rss");

        ConfigurationErrors errors = catchThrowableOfType(ConfigurationErrors.class, () -> SourceFolder.read(folder));

        assertThat(errors.lines().stream().map(line -> line.replace(folder + "/", "")))
                .containsExactlyInAnyOrder(
                        "a.yml:1: kind is \"rrs\": did you mean rss?",
                        "a.yml:2: url is \"ftp://calls.example\": give a web address such as \"https://example.org/feed.xml\"",
                        "a.yml:3: interval is \"5m\": give a time between 15m and 30d such as \"6h\"",
                        "a.yml:4: find.fee is \"Fee: (\": give a regular expression (RE2: without look-around and back references) such as \"Deadline: (.+)\"",
                        "b.yml:1: items is missing: give a CSS selector such as \"ul.calls > li\"",
                        "b.yml:3: fields.title is \"h2[\": give a CSS selector, for an attribute with @ and its name such as \"h2 a@href\"",
                        "b.yml:3: fields.titel is unknown: did you mean title?",
                        "b.yml:4: include has no meaning for this kind of source: leave it out",
                        "b.yml:5: defaults.deadline is unknown: known here are url, organization, discipline, type, location, fee, currency, award, remote, language",
                        "c.yaml: The file is ignored: rename it to end in .yml",
                        "D.yml: The file name is the source's name: use 1 to 40 lower-case letters, digits and dashes");
    }

    @Test
    void htmlSourceRequiresATitleSelector() throws IOException {
        write("a.yml", "{ kind: html, url: 'https://calls.example', items: li }");

        assertThat(catchThrowableOfType(ConfigurationErrors.class, () -> SourceFolder.read(folder))
                        .lines())
                .singleElement()
                .asString()
                .contains("fields.title is missing");
    }

    @Test
    void headersAreCheckedAndSecretsStayHidden() throws IOException {
        write("a.yml", """
                kind: json
                url: https://calls.example
                headers:
                  Authorization: Bearer ${NOT_SET}
                  Host: other.example
                  "a b": c
                  X-Broken: ${LINES}
                """);
        write("b.yml", "{ kind: sitemap, url: 'https://calls.example', body: '{}', next: link-header }");
        write("c.yml", "{ kind: rss, url: 'https://calls.example', find: { fee: '(?<=fee )x' } }");
        write("d.yml", "{ kind: rss, url: 'https://calls.example', detail: { kind: html } }");

        ConfigurationErrors errors = catchThrowableOfType(
                ConfigurationErrors.class,
                () -> SourceFolder.read(folder, Map.of("LINES", "top\nsecret", "TOKEN", "x")::get));

        assertThat(errors.lines().stream().map(line -> line.replace(folder + "/", "")))
                .containsExactlyInAnyOrder(
                        "a.yml:4: headers.Authorization names the variable NOT_SET, which is not set: set it in the environment",
                        "a.yml:5: headers.Host is set by Tidings: leave it out",
                        "a.yml:6: headers.a b is not the name of a header: use letters, digits and dashes",
                        "a.yml:7: headers.X-Broken has a value with a line break or a letter outside of ASCII: correct it",
                        "b.yml:1: next has no meaning for this kind of source: leave it out",
                        "b.yml:1: body has no meaning for this kind of source: leave it out",
                        "c.yml:1: find.fee is \"(?<=fee )x\": give a regular expression (RE2: without look-around and back references)"
                                + " such as \"Deadline: (.+)\"",
                        "d.yml:1: detail.fields is missing: give the places of the fields that the page adds");
        write("a.yml", "{ kind: rss, url: 'https://calls.example', headers: { X-Key: '${TOKEN}' } }");
        for (String name : List.of("b.yml", "c.yml", "d.yml")) {
            Files.delete(folder.resolve(name));
        }
        assertThat(SourceFolder.read(folder, Map.of("TOKEN", "top-secret")::get).toString())
                .doesNotContain("top-secret");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
