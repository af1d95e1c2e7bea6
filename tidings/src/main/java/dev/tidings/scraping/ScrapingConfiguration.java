package dev.tidings.scraping;

import dev.tidings.scraping.web.Limits;
import dev.tidings.scraping.web.Pause;
import dev.tidings.scraping.web.Web;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The sources of the configuration folder, and the way to them. */
@Configuration(proxyBeanMethods = false)
class ScrapingConfiguration {
    @Bean
    SourceCatalog sourceCatalog(ScrapingSettings settings) {
        return SourceFolder.read(settings.sources());
    }

    @Bean
    Web web(ScrapingSettings settings, InstantSource clock) {
        return new Web(Limits.STANDARD, settings.userAgent(), clock, Pause.OF_THREAD);
    }
}
