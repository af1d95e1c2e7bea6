package dev.tidings.api;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes Tomcat cut off slow clients. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class HttpServerConfiguration {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> slowClients() {
        return server -> server.setProtocol(SlowClientProtocol.class.getName());
    }
}
