package dev.tidings;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Creates the template engine for the precompiled pages of {@code src/main/jte}. Pages are rendered by path, such as
 * {@code reader/notice.jte}.
 */
@Configuration(proxyBeanMethods = false)
public class PageTemplates {
    @Bean
    public TemplateEngine templateEngine() {
        return TemplateEngine.createPrecompiled(
                null, ContentType.Html, PageTemplates.class.getClassLoader(), "dev.tidings.pages");
    }
}
