package dev.tidings.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The unique name of this process: its host and a random part. */
@Component
public class NodeName {
    private final String value = host() + "-" + UUID.randomUUID().toString().substring(0, 8);

    public String value() {
        return value;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "node";
        }
    }
}
