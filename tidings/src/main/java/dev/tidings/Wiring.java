package dev.tidings;

import dev.tidings.core.Secret;
import dev.tidings.core.Ticker;
import dev.tidings.digest.DigestCatalog;
import dev.tidings.digest.InstallationSettings;
import dev.tidings.digest.TidingsConfiguration;
import dev.tidings.render.LetterLinks;
import dev.tidings.render.Renderer;
import dev.tidings.render.TemplateFiles;
import dev.tidings.render.TemplateVersions;
import dev.tidings.render.Templates;
import dev.tidings.scraping.ScrapingSettings;
import dev.tidings.settings.Settings;
import dev.tidings.settings.Settings.MailSettings;
import dev.tidings.settings.SettingsErrors;
import dev.tidings.text.MessageCatalog;
import dev.tidings.transport.Transport;
import dev.tidings.transport.Transports;
import dev.tidings.transport.outbox.Outbox;
import dev.tidings.transport.outbox.OutboxSettings;
import dev.tidings.transport.outbox.OutboxTransport;
import dev.tidings.transport.resend.ResendSettings;
import dev.tidings.transport.resend.ResendTransport;
import dev.tidings.transport.smtp.SmtpSettings;
import dev.tidings.transport.smtp.SmtpTransport;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;

/** Beans created from the settings and the configuration folder. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
class Wiring {
    @Bean
    DigestCatalog digestCatalog(TidingsConfiguration configuration) {
        return configuration.digests();
    }

    @Bean
    InstallationSettings installationSettings(TidingsConfiguration configuration) {
        return configuration.installation();
    }

    @Bean
    MessageCatalog messageCatalog() {
        return MessageCatalog.english();
    }

    @Bean
    TemplateFiles templateFiles(TidingsConfiguration configuration, MessageCatalog messages) {
        return new TemplateFiles(configuration.templates(), messages);
    }

    /** The User-Agent names the program and its address (RFC 9110, 10.1.5). */
    @Bean
    ScrapingSettings scrapingSettings(TidingsConfiguration configuration, Settings settings) {
        URI publicUrl =
                settings.publicUrl() == null ? configuration.installation().publicUrl() : settings.publicUrl();
        return new ScrapingSettings(
                configuration.sources(), publicUrl == null ? "Tidings" : "Tidings (+" + publicUrl + ")");
    }

    @Bean
    Templates templates(TemplateFiles files, TemplateVersions versions) {
        return new Templates(files, versions);
    }

    @Bean
    Renderer renderer(DigestCatalog digests, Templates templates, LetterLinks links, MessageCatalog messages) {
        return new Renderer(digests, templates, links, messages);
    }

    @Bean
    Outbox outbox(Settings settings) {
        return new Outbox(new OutboxSettings(settings.mail().outbox()));
    }

    /** Every configured transport; the default comes first. */
    @Bean
    Transports transports(Settings settings, Outbox outbox, InstantSource clock, Ticker ticker) {
        MailSettings mail = settings.mail();
        List<Transport> transports = new ArrayList<>();
        if (mail.resendKey() != null) {
            transports.add(new ResendTransport(
                    ResendSettings.of(mail.resendKey(), mail.resendBaseUrl(), mail.resendRate()), ticker));
        }
        if (mail.smtpUrl() != null) {
            transports.add(smtp(mail.smtpUrl(), mail, clock, ticker));
        }
        transports.add(new OutboxTransport(outbox, clock));
        transports.sort((first, second) -> Boolean.compare(
                second.name().equals(mail.transport()), first.name().equals(mail.transport())));
        return new Transports(transports, mail.redirectTo());
    }

    private static SmtpTransport smtp(Secret url, MailSettings mail, InstantSource clock, Ticker ticker) {
        try {
            return new SmtpTransport(
                    SmtpSettings.parse(url.value()), mail.smtpRate(), mail.smtpDomainRates(), clock, ticker);
        } catch (IllegalArgumentException e) {
            throw new SettingsErrors(List.of("SMTP_URL " + e.getMessage()));
        }
    }
}
