package dev.tidings.maintenance;

import dev.tidings.core.Secret;
import dev.tidings.digest.InstallationSettings;
import dev.tidings.settings.Settings;
import dev.tidings.settings.SettingsErrors;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Tells alerts to a webhook, signed as Standard Webhooks asks. The operator chose its address, which may well be a private
 * one; redirects are not followed, so that nobody else chooses another.
 */
@Component
class Webhook implements DisposableBean {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int GONE = 410;

    private final @Nullable URI address;
    private final @Nullable WebhookSignature signature;
    private final InstantSource clock;
    private final @Nullable HttpClient client;

    Webhook(InstallationSettings installation, Settings settings, InstantSource clock) {
        Secret secret = settings.alertSecret();
        this.address = installation.maintenance().alerts().webhook();
        this.signature = secret == null ? null : new WebhookSignature(secret);
        this.clock = clock;
        if (address != null && signature == null) {
            throw new SettingsErrors(List.of(
                    "TIDINGS_ALERT_SECRET is not set: what alerts to maintenance.alerts.webhook are signed with"));
        }
        this.client = address == null ? null : client();
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(Redirect.NEVER)
                .build();
    }

    Answer tell(Telling telling) {
        if (address == null || signature == null || client == null) {
            return new Answer.Refused("maintenance.alerts.webhook is no longer set");
        }
        byte[] body = WebhookBody.of(telling);
        Instant now = clock.instant();
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Tidings")
                .header("webhook-id", telling.key())
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .header("webhook-signature", signature.of(telling.key(), now, body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            return answer(client.send(request, BodyHandlers.discarding()).statusCode());
        } catch (IOException e) {
            return new Answer.NotNow("no answer: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.NotNow("this node is stopping");
        }
    }

    private static Answer answer(int status) {
        if (status >= 200 && status < 300) {
            return new Answer.Taken("answered " + status);
        }
        return status == GONE ? new Answer.Refused("answered 410: gone") : new Answer.NotNow("answered " + status);
    }

    @Override
    public void destroy() {
        if (client != null) {
            client.shutdownNow();
        }
    }
}
