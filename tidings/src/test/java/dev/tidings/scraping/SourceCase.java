package dev.tidings.scraping;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.tidings.opportunities.Opportunity;
import dev.tidings.opportunities.OpportunityRecord;
import dev.tidings.testkit.FakeWebSite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file with a source, the documents of its site, and what a run must find. Sections begin with {@code == } and the
 * word {@code source}, {@code items} (and fields to compare beyond title and url), {@code notes}, {@code requests} or
 * {@code outcome}, or a path. A path is followed by the content type and, between bars, headers, a {@code status}, and
 * what the request {@code requires}. {@code SITE} is the address of the site.
 */
record SourceCase(Map<String, String> sections) {
    static final Map<String, String> VARIABLES = Map.of("TEST_KEY", "open sesame");

    static SourceCase read(Path file) throws IOException {
        Map<String, String> sections = new LinkedHashMap<>();
        String text = "\n" + Files.readString(file).replaceFirst("^#.*\n", "");
        for (String section : text.split("\n== ", -1)) {
            int line = section.indexOf('\n');
            if (line > 0) {
                sections.put(
                        section.substring(0, line), section.substring(line + 1).stripTrailing());
            } else if (!section.isBlank()) {
                sections.put(section.strip(), "");
            }
        }
        return new SourceCase(sections);
    }

    String source(FakeWebSite site) {
        return resolved(sections.getOrDefault("source", ""), site) + "\nallow-private: true\n";
    }

    private static String resolved(String text, FakeWebSite site) {
        return text.replace("SITE", site.url("").toString());
    }

    void publish(FakeWebSite site) {
        sections.forEach((header, body) -> {
            if (header.startsWith("/")) {
                List<String> words = List.of(header.split(" \\| ", -1));
                site.page(words.getFirst(), exchange -> answer(exchange, words, resolved(body, site), site));
            }
        });
    }

    private static void answer(HttpExchange exchange, List<String> words, String body, FakeWebSite site)
            throws IOException {
        String received = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean post = exchange.getRequestMethod().equals("POST");
        int status = post == words.stream().anyMatch(word -> word.startsWith("requires body ")) ? 200 : 405;
        for (String word : words.subList(1, words.size())) {
            String[] pair = word.replaceFirst("^requires ", "").split(": ", 2);
            if (word.startsWith("requires body ")) {
                status = received.equals(word.substring("requires body ".length())) ? status : 400;
            } else if (word.startsWith("requires ")) {
                status = pair[1].equals(exchange.getRequestHeaders().getFirst(pair[0])) ? status : 401;
            } else if (word.startsWith("status ")) {
                status = Integer.parseInt(word.substring("status ".length()));
            } else if (pair.length == 2) {
                exchange.getResponseHeaders().add(pair[0], resolved(pair[1], site));
            } else {
                exchange.getResponseHeaders().set("Content-Type", word);
            }
        }
        FakeWebSite.send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Compares what the run stored and told with the file. Sections that the file does not have are not compared. */
    void verify(SourceRun run, List<OpportunityRecord> stored, FakeWebSite site) {
        String items = sections.keySet().stream()
                .filter(header -> header.startsWith("items"))
                .findFirst()
                .orElseThrow();
        List<String> fields = new ArrayList<>(List.of(items.split(" ", -1)));
        fields.removeFirst();
        assertThat(stored.stream()
                        .map(OpportunityRecord::opportunity)
                        .map(opportunity -> describe(opportunity, fields)))
                .as("%s %s", run.problem(), run.notes())
                .containsExactlyInAnyOrderElementsOf(
                        resolved(sections.get(items), site).lines().toList());
        if (sections.containsKey("notes")) {
            assertThat(run.notes())
                    .containsExactlyElementsOf(
                            resolved(sections.get("notes"), site).lines().toList());
        }
        if (sections.containsKey("requests")) {
            assertThat(site.requests().stream().map(FakeWebSite.SiteRequest::path))
                    .containsExactlyElementsOf(sections.get("requests").lines().toList());
        }
        String outcome = run.outcome().name().toLowerCase(Locale.ROOT);
        String expected = sections.getOrDefault("outcome", "ok");
        assertThat(expected.contains(":") ? outcome + ": " + run.problem() : outcome)
                .isEqualTo(expected);
    }

    private static String describe(Opportunity opportunity, List<String> fields) {
        return Stream.concat(
                        Stream.of(opportunity.title(), opportunity.url()),
                        fields.stream().map(field -> value(opportunity, field)))
                .collect(Collectors.joining(" | "));
    }

    private static String value(Opportunity opportunity, String field) {
        @Nullable
        Object value = switch (field) {
            case "deadline" ->
                opportunity.deadline() == null ? null : opportunity.deadline().date();
            case "organization" -> opportunity.organization();
            case "award" -> opportunity.award();
            case "description" -> opportunity.description();
            case "location" -> opportunity.location();
            case "fee" ->
                opportunity.fee() == null
                        ? null
                        : opportunity.fee().stripTrailingZeros().toPlainString();
            case "type" -> opportunity.type();
            case "tags" -> String.join(",", opportunity.tags());
            default -> throw new IllegalArgumentException(field);
        };
        return String.valueOf(value);
    }
}
