package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.audience.UnsubscribeTokens;
import dev.tidings.audience.UnsubscribeTokens.LinkBearer;
import dev.tidings.audience.UnsubscribeTokens.LinkPurpose;
import dev.tidings.feedback.ItemRating;
import dev.tidings.feedback.TrackingTokens;
import dev.tidings.testing.TestApiClient;
import dev.tidings.testing.TestApplication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs every example of docs/api.md unchanged. */
class ApiGuideTest {
    private static final Pattern EXAMPLE = Pattern.compile("^```sh\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

    @RegisterExtension
    static final TestApplication app = TestApplication.serving();

    @TempDir
    Path folder;

    @Test
    void everyExampleSucceeds() throws IOException, InterruptedException {
        String guide = Files.readString(Path.of("../docs/api.md"));
        String examples = EXAMPLE.matcher(guide)
                .results()
                .map(example -> example.group(1))
                .collect(Collectors.joining("\n"));
        Path output = folder.resolve("output");
        Process shell =
                shell("set -eu\ncurl() { command curl -sS --fail-with-body \"$@\"; echo; }\n" + examples, output);

        assertThat(shell.waitFor()).as(() -> read(output)).isZero();
        assertThat(read(output))
                .contains(
                        "\"id\":\"user-17\"",
                        "\"accepted\":2",
                        "\"status\":\"sent\"",
                        "\"period_start\":\"2026-05-04\"",
                        "\"opt_in_digest\":false",
                        "You’re unsubscribed.",
                        "\"last_outcome\":",
                        "\"address\":\"/v1/editions/",
                        "\"kind\":\"test\"",
                        "Noted, thank you.",
                        "\"database\":true",
                        "http_server_requests_seconds_count");
    }

    private Process shell(String script, Path output) throws IOException {
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        shell.environment()
                .putAll(Map.of(
                        "TIDINGS", app.url().toString(),
                        "ADMIN_TOKEN", TestApplication.ADMIN_TOKEN,
                        "USER_TOKEN", TestApiClient.userToken("user-17"),
                        "LINK_TOKEN",
                                app.get(UnsubscribeTokens.class)
                                        .issue(LinkPurpose.UNSUBSCRIBE, new LinkBearer("user-17", "living-lytics")),
                        "MORE_TOKEN",
                                app.get(TrackingTokens.class)
                                        .ratingToken(
                                                new ItemRating(4711, "user-17", "living-lytics", "call-2", true))));
        return shell.start();
    }

    private static String read(Path output) {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
