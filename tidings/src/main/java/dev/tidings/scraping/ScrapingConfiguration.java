package dev.tidings.scraping;

import dev.tidings.scraping.web.DocumentFetcher;
import dev.tidings.scraping.web.FetchLimits;
import dev.tidings.scraping.web.RequestSleeper;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans of scraping. */
@Configuration(proxyBeanMethods = false)
class ScrapingConfiguration {
    @Bean
    SourceCatalog sourceCatalog(ScrapingSettings settings) {
        return SourceFolder.read(settings.sources());
    }

    @Bean
    DocumentFetcher web(ScrapingSettings settings, InstantSource clock) {
        return new DocumentFetcher(FetchLimits.STANDARD, settings.userAgent(), clock, RequestSleeper.OF_THREAD);
    }
}
