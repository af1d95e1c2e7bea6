package dev.tidings;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The pages under {@code src/main/jte}, compiled with the program and rendered by their path, such as {@code
 * reader/unsubscribed.jte}.
 */
@Configuration(proxyBeanMethods = false)
public class PageTemplates {
    @Bean
    public TemplateEngine templateEngine() {
        return TemplateEngine.createPrecompiled(
                null, ContentType.Html, PageTemplates.class.getClassLoader(), "dev.tidings.pages");
    }
}
