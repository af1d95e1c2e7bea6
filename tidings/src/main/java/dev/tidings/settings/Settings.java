package dev.tidings.settings;

import dev.tidings.core.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says. Names of the variables stand in {@link EnvironmentReader}.
 *
 * @param port the HTTP port
 * @param data the folder for everything that Tidings keeps in files
 * @param config the folder with {@code digests/*.yml}, or null if none was named
 * @param database null for the embedded PostgreSQL below {@code data}
 * @param schema the schema of every table
 * @param publicUrl how readers reach this program; null to take the configuration folder's
 * @param adminToken opens everything that administrators may do
 * @param secret the key that letter links are signed with
 * @param oldSecrets earlier keys, whose links in letters go on working
 * @param userTokens how tokens of the product's users are checked
 * @param mail the transport's settings
 * @param allowOrigins web origins that may call the API (CORS); null to take the configuration folder's
 * @param scheduler whether the clock runs; null to take the configuration folder's
 * @param alertSecret what alerts to a webhook are signed with: {@code whsec_} and the key in base64
 * @param heartbeat how often a node says that it lives; after four that did not come, others take over its work
 * @param roles what this node is there for; at least one
 * @param stopWithin maximum time from SIGTERM to the end of the process
 * @param host under which name this host works with the database; null to take the machine's
 * @param connections how many database connections this node opens at most
 */
public record Settings(
        int port,
        Path data,
        @Nullable Path config,
        @Nullable DatabaseUrl database,
        String schema,
        @Nullable URI publicUrl,
        @Nullable Secret adminToken,
        @Nullable Secret secret,
        List<Secret> oldSecrets,
        UserTokenSettings userTokens,
        MailSettings mail,
        @Nullable List<String> allowOrigins,
        @Nullable Boolean scheduler,
        @Nullable Secret alertSecret,
        Duration heartbeat,
        Set<Role> roles,
        Duration stopWithin,
        @Nullable String host,
        ConnectionSizes connections) {

    /** A shared secret (HS256) or the address of a key set (RFC 7517); both null where users have no access. */
    public record UserTokenSettings(
            @Nullable Secret secret, @Nullable URI jwksUrl) {}

    /**
     * @param transport the transport of every digest that names none: {@code resend}, {@code smtp} or {@code outbox};
     *     null where nothing says where letters go
     * @param resendKey null unless letters go through Resend
     * @param resendRate requests per second at most, over all nodes
     * @param smtpUrl holds the password
     * @param smtpRate letters per second at most, over all nodes; null for as fast as the mail server takes them
     * @param smtpDomainRates the same for single domains, in lower case
     * @param outbox the folder in which the outbox keeps letters
     */
    public record MailSettings(
            @Nullable String transport,
            @Nullable Secret resendKey,
            URI resendBaseUrl,
            double resendRate,
            @Nullable Secret smtpUrl,
            @Nullable Double smtpRate,
            Map<String, Double> smtpDomainRates,
            Path outbox) {}
}
