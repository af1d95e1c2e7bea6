package dev.tidings.command;

import dev.tidings.digest.Digest;
import dev.tidings.digest.TidingsConfiguration;
import dev.tidings.digest.UnsetVariables;
import dev.tidings.settings.Settings;
import dev.tidings.transport.smtp.SmtpSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What delivering needs of settings and configuration together. {@code serve}, {@code run} and {@code check} share it. */
final class DeliveryConditions {
    private static final Set<String> REACHING_PEOPLE = Set.of("resend", "smtp");

    private DeliveryConditions() {}

    static UnsetVariables unset(Settings settings) {
        Set<String> names = new TreeSet<>();
        if (settings.mail().resendKey() == null) {
            names.add("RESEND_API_KEY");
        }
        if (settings.mail().smtpUrl() == null) {
            names.add("SMTP_URL");
        }
        if (settings.alertSecret() == null) {
            names.add("TIDINGS_ALERT_SECRET");
        }
        return new UnsetVariables(names);
    }

    /** One line for each error of {@code SMTP_URL}. */
    static List<String> smtpErrors(Settings settings) {
        if (settings.mail().smtpUrl() == null) {
            return List.of();
        }
        try {
            SmtpSettings.parse(settings.mail().smtpUrl().value());
            return List.of();
        } catch (IllegalArgumentException e) {
            return List.of("SMTP_URL " + e.getMessage());
        }
    }

    /** One line for each error of the address to which the links of letters lead. */
    static List<String> linkErrors(Settings settings, TidingsConfiguration configuration) {
        Set<String> transports = new TreeSet<>();
        configuration.digests().all().stream()
                .map(Digest::transport)
                .map(named -> Objects.requireNonNullElse(
                        named, String.valueOf(settings.mail().transport())))
                .filter(REACHING_PEOPLE::contains)
                .forEach(transports::add);
        List<String> errors = new ArrayList<>();
        if (!transports.isEmpty()) {
            URI fromFile = configuration.installation().publicUrl();
            URI address = settings.publicUrl() == null ? fromFile : settings.publicUrl();
            String name = settings.publicUrl() == null ? "tidings.yml: public-url" : "TIDINGS_PUBLIC_URL";
            if (address == null) {
                errors.add(
                        "TIDINGS_PUBLIC_URL is not set, nor is public-url in tidings.yml: the unsubscribe links of letters by "
                                + String.join(" and ", transports)
                                + " lead there; give an address such as https://digest.example.com");
            } else if (!"https".equals(address.getScheme()) && !isThisMachine(address.getHost())) {
                errors.add(name + " is \"" + address
                        + "\": mail programs unsubscribe over https only (RFC 8058); give an https" + " address");
            }
        }
        return errors;
    }

    private static boolean isThisMachine(@Nullable String host) {
        return host != null
                && (host.endsWith(".localhost")
                        || host.startsWith("127.")
                        || Stream.of("localhost", "[::1]").anyMatch(host::equals));
    }
}
