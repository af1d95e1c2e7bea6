package dev.tidings.api;

import dev.tidings.StandalonePages;
import dev.tidings.settings.Settings;
import java.util.List;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.valves.RemoteIpValve;
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
            ProblemDetails problems, StandalonePages pages, Settings settings) {
        return server -> {
            server.setProtocol(SlowClientProtocol.class.getName());
            server.addConnectorCustomizers(HttpServerConfiguration::passIds);
            if (!settings.proxies().isEmpty()) {
                server.addEngineValves(forwardedHeaders(settings.proxies()));
            }
            server.addEngineValves(new MalformedRequestValve(problems, pages));
        };
    }

    /** Takes the client's address, scheme, host and port from the headers of these proxies, and of no other client. */
    private static RemoteIpValve forwardedHeaders(List<String> proxies) {
        RemoteIpValve valve = new RemoteIpValve();
        valve.setInternalProxies(String.join(",", proxies));
        valve.setProtocolHeader("X-Forwarded-Proto");
        valve.setHostHeader("X-Forwarded-Host");
        valve.setPortHeader("X-Forwarded-Port");
        return valve;
    }

    /** Methods that no endpoint has, TRACE among them, are refused by the access rules. */
    private static void passIds(Connector connector) {
        connector.setEncodedSolidusHandling(PASS);
        connector.setEncodedReverseSolidusHandling(PASS);
        connector.setAllowTrace(true);
    }
}
