package dev.tidings.api;

import dev.tidings.StandalonePages;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes Tomcat cut off slow clients, pass any id in a path, and answer malformed requests as the API does. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class HttpServerConfiguration {
    private static final String PASS = EncodedSolidusHandling.PASS_THROUGH.getValue();

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> httpServer(
            ProblemDetails problems, StandalonePages pages) {
        return server -> {
            server.setProtocol(SlowClientProtocol.class.getName());
            server.addConnectorCustomizers(HttpServerConfiguration::passIds);
            server.addEngineValves(new MalformedRequestValve(problems, pages));
        };
    }

    /** Methods that no endpoint has, TRACE among them, are refused by the access rules. */
    private static void passIds(Connector connector) {
        connector.setEncodedSolidusHandling(PASS);
        connector.setEncodedReverseSolidusHandling(PASS);
        connector.setAllowTrace(true);
    }
}
