package dev.tidings.settings;

import dev.tidings.core.EmailAddress;
import dev.tidings.core.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings from environment variables. {@link EnvironmentReader} has the variables' names.
 *
 * @param port the HTTP port
 * @param data the folder for files that Tidings stores
 * @param config the folder with {@code digests/*.yml}, or null if none was named
 * @param database null for the embedded PostgreSQL below {@code data}
 * @param schema the schema of every table
 * @param publicUrl the base address of links to this program; null to take the configuration folder's
 * @param adminToken the token of administrators; null if it is not set
 * @param secret the key that letter links are signed with
 * @param oldSecrets earlier keys; links signed with them stay valid
 * @param userTokens how tokens of the product's users are verified
 * @param mail the transport's settings
 * @param allowOrigins web origins that may call the API (CORS); null to take the configuration folder's
 * @param scheduler whether editions are opened on schedule; null to take the configuration folder's
 * @param alertSecret the key that signs alerts to a webhook: {@code whsec_} and the key in base64
 * @param heartbeat interval of a node's heartbeats; after four missed ones, other nodes take over its work
 * @param roles the roles of this node; at least one
 * @param stopWithin maximum time from SIGTERM to the end of the process
 * @param host this host's name in the database; null to take the machine's
 * @param connections the maximum number of database connections of this node, by use
 * @param proxies networks of proxies whose {@code X-Forwarded-*} headers count, as address and prefix length; may be empty
 * @param clock the time at which the program's clock starts; null for the database's time
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
        ConnectionSizes connections,
        List<String> proxies,
        @Nullable Instant clock) {

    /**
     * These settings for a copy of the database: no mail server or provider is configured, and files go to another
     * folder.
     *
     * @param secret signs the links of letters that nobody gets
     */
    public Settings onCopy(DatabaseUrl copy, Path folder, Secret secret) {
        MailSettings noMail = new MailSettings(
                "outbox", null, mail.resendBaseUrl, mail.resendRate, null, null, Map.of(), folder, null);
        return new Settings(
                port,
                folder,
                config,
                copy,
                schema,
                publicUrl,
                null,
                secret,
                List.of(),
                UserTokenSettings.NONE,
                noMail,
                allowOrigins,
                false,
                null,
                heartbeat,
                roles,
                stopWithin,
                null,
                ConnectionSizes.STANDARD,
                proxies,
                clock);
    }

    /**
     * A shared secret (HS256) or the address of a key set (RFC 7517); both null if users have no access.
     *
     * @param issuer the only accepted {@code iss}; null to accept any
     * @param audience the required {@code aud}; null to accept any
     */
    public record UserTokenSettings(
            @Nullable Secret secret,
            @Nullable URI jwksUrl,
            @Nullable String issuer,
            @Nullable String audience) {
        public static final UserTokenSettings NONE = new UserTokenSettings(null, null, null, null);
    }

    /**
     * @param transport the transport of every digest that names none: {@code resend}, {@code smtp} or {@code outbox};
     *     null if no transport is configured
     * @param resendKey null if Resend is not used
     * @param resendRate requests per second at most, over all nodes
     * @param smtpUrl holds the password
     * @param smtpRate letters per second at most, over all nodes; null for no limit
     * @param smtpDomainRates the same for single domains, in lower case
     * @param outbox the folder in which the outbox keeps letters
     * @param redirectTo where every letter goes, whoever its recipient is; null to send letters to their recipients
     */
    public record MailSettings(
            @Nullable String transport,
            @Nullable Secret resendKey,
            URI resendBaseUrl,
            double resendRate,
            @Nullable Secret smtpUrl,
            @Nullable Double smtpRate,
            Map<String, Double> smtpDomainRates,
            Path outbox,
            @Nullable EmailAddress redirectTo) {}
}
