package dev.tidings.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.settings.EnvironmentReader;
import dev.tidings.yaml.ConfigurationErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What settings and configuration lack together stops the start, and {@code check} tells the same. */
class DeliveryConditionsTest {
    private static final String DIGEST = "digests/living-lytics.yml";

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void completeInstallation() throws IOException {
        Files.createDirectory(folder.resolve("digests"));
        Files.copy(Path.of("../examples/living-lytics").resolve(DIGEST), folder.resolve(DIGEST));
        environment.putAll(Map.of(
                "TIDINGS_CONFIG", folder.toString(),
                "TIDINGS_SECRET", "0123456789abcdef0123456789abcdef",
                "AUTH_SECRET", "fedcba9876543210fedcba9876543210",
                "ADMIN_TOKEN", "the-token-of-the-tests",
                "SMTP_URL", "smtp://mail.example.com",
                "TIDINGS_PUBLIC_URL", "https://digest.example.com"));
    }

    @Test
    void completeInstallationHasNoErrors() {
        assertThat(errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"resend, RESEND_API_KEY", "smtp, SMTP_URL"})
    void transportOfADigestNeedsItsVariable(String transport, String variable) throws IOException {
        environment.remove("SMTP_URL");
        environment.put("TIDINGS_TRANSPORT", "outbox");
        append(DIGEST, "transport: " + transport);
        assertThat(errors())
                .singleElement()
                .asString()
                .matches(".*living-lytics.yml:\\d+: transport is \"" + transport + "\", but " + variable
                        + " is not set: set it, or give another transport");
    }

    @ParameterizedTest
    @CsvSource({
        "'transport: resend', 'transport is \"resend\", but RESEND_API_KEY is not set'",
        "'webhook: https://ops.example.com/hook', 'webhook is set, but TIDINGS_ALERT_SECRET is not: it signs the alerts'"
    })
    void alertsNeedTheirVariables(String line, String error) throws IOException {
        append("tidings.yml", "maintenance:\n  alerts:\n    " + line);
        assertThat(errors())
                .singleElement()
                .asString()
                .contains("tidings.yml:3: maintenance.alerts.")
                .contains(error);
    }

    @Test
    void lettersToPeopleNeedAnAddressForTheirLinks() {
        environment.remove("TIDINGS_PUBLIC_URL");
        assertThat(errors())
                .singleElement()
                .asString()
                .startsWith("TIDINGS_PUBLIC_URL is not set, nor is public-url in tidings.yml");

        environment.put("TIDINGS_TRANSPORT", "outbox");
        assertThat(errors()).as("an outbox reaches nobody").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://digest.example.com", "http://10.0.0.7:8080", "http://localhost.example.com"})
    void linksOfLettersToPeopleNeedHttps(String address) throws IOException {
        environment.put("TIDINGS_PUBLIC_URL", address);
        assertThat(errors())
                .singleElement()
                .asString()
                .startsWith("TIDINGS_PUBLIC_URL is \"" + address + "\": mail programs unsubscribe over https only");

        environment.remove("TIDINGS_PUBLIC_URL");
        append("tidings.yml", "public-url: " + address);
        assertThat(errors()).singleElement().asString().startsWith("tidings.yml: public-url is \"" + address + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:8080", "http://127.0.0.1", "http://[::1]:8080", "http://tidings.localhost"})
    void thisMachineNeedsNoHttps(String address) {
        environment.put("TIDINGS_PUBLIC_URL", address);
        assertThat(errors()).isEmpty();
    }

    @Test
    void wrongMailServerIsToldTogetherWithTheRest() throws IOException {
        environment.put("SMTP_URL", "smtp://user:hunter2@mail.example.com?tls=yes");
        append(DIGEST, "colour: red");
        assertThat(errors())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).startsWith("SMTP_URL ").doesNotContain("hunter2"))
                .anySatisfy(line -> assertThat(line).contains("colour"));
    }

    private void append(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.writeString(path, (Files.exists(path) ? Files.readString(path) : "") + text + "\n");
    }

    private List<String> errors() {
        try {
            Installation.delivering(new EnvironmentReader(environment).forServing());
            return List.of();
        } catch (ConfigurationErrors e) {
            return e.lines();
        }
    }
}
