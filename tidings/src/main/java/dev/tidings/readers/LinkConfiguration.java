package dev.tidings.readers;

import dev.tidings.audience.UnsubscribeTokens;
import dev.tidings.core.Secret;
import dev.tidings.digest.InstallationSettings;
import dev.tidings.feedback.OriginHasher;
import dev.tidings.feedback.TrackingTokens;
import dev.tidings.render.LetterLinks;
import dev.tidings.settings.Settings;
import java.net.URI;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures links in letters: the signing secret and the public address. */
@Configuration(proxyBeanMethods = false)
class LinkConfiguration {
    @Bean
    UnsubscribeTokens unsubscribeTokens(Settings settings, InstantSource clock) {
        return new UnsubscribeTokens(secret(settings), settings.oldSecrets(), clock);
    }

    @Bean
    TrackingTokens trackingTokens(Settings settings, InstantSource clock) {
        return new TrackingTokens(secret(settings), settings.oldSecrets(), clock);
    }

    @Bean
    OriginHasher visitOrigins(Settings settings) {
        return new OriginHasher(secret(settings));
    }

    private static Secret secret(Settings settings) {
        Secret secret = settings.secret();
        if (secret == null) {
            throw new IllegalStateException("TIDINGS_SECRET is not set: without it, links in letters cannot be signed");
        }
        return secret;
    }

    @Bean
    LetterLinks letterLinks(
            Settings settings, InstallationSettings installation, UnsubscribeTokens tokens, TrackingTokens tracking) {
        return new ReaderLinks(publicUrl(settings, installation), tokens, tracking);
    }

    private static URI publicUrl(Settings settings, InstallationSettings installation) {
        if (settings.publicUrl() != null) {
            return settings.publicUrl();
        }
        return installation.publicUrl() != null
                ? installation.publicUrl()
                : URI.create("http://localhost:" + settings.port());
    }
}
