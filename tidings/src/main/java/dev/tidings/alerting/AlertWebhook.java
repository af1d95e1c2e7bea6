package dev.tidings.alerting;

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
 * Posts alerts to a webhook, signed as Standard Webhooks specifies. The operator configures its address, which may be
 * private. Redirects are not followed: only the operator chooses the address.
 */
@Component
class AlertWebhook implements DisposableBean {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int GONE = 410;

    private final @Nullable URI address;
    private final @Nullable WebhookSignature signature;
    private final InstantSource clock;
    private final @Nullable HttpClient client;

    AlertWebhook(InstallationSettings installation, Settings settings, InstantSource clock) {
        Secret secret = settings.alertSecret();
        this.address = installation.maintenance().alerts().webhook();
        this.signature = secret == null ? null : new WebhookSignature(secret);
        this.clock = clock;
        if (address != null && signature == null) {
            throw new SettingsErrors(
                    List.of("TIDINGS_ALERT_SECRET is not set: it signs the alerts to maintenance.alerts.webhook"));
        }
        this.client = address == null ? null : client();
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .followRedirects(Redirect.NEVER)
                .build();
    }

    AlertResult send(AlertDelivery delivery) {
        if (address == null || signature == null || client == null) {
            return new AlertResult.Undeliverable("maintenance.alerts.webhook is no longer set");
        }
        byte[] body = AlertWebhookBody.of(delivery);
        Instant now = clock.instant();
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Tidings")
                .header("webhook-id", delivery.key())
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .header("webhook-signature", signature.sign(delivery.key(), now, body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            return result(client.send(request, BodyHandlers.discarding()).statusCode());
        } catch (IOException e) {
            return new AlertResult.Retryable("no answer: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new AlertResult.Retryable("this node is stopping");
        }
    }

    private static AlertResult result(int status) {
        if (status >= 200 && status < 300) {
            return new AlertResult.Delivered("answered " + status);
        }
        return status == GONE
                ? new AlertResult.Undeliverable("answered 410: gone")
                : new AlertResult.Retryable("answered " + status);
    }

    @Override
    public void destroy() {
        if (client != null) {
            client.shutdownNow();
        }
    }
}
