package dev.tidings.command;

import java.util.HashMap;
import java.util.Map;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;

/**
 * Spring's properties: the program's own and its {@code application.yml}. Neither variables such as {@code SERVER_PORT} nor
 * files of the working directory change them: Tidings' settings are in {@link dev.tidings.settings.Settings}.
 */
final class ProgramEnvironment extends StandardEnvironment {
    /** @param properties the strongest of all */
    ProgramEnvironment(Map<String, Object> properties) {
        super(new MutablePropertySources());
        Map<String, Object> own = new HashMap<>(properties);
        own.put("spring.config.location", "classpath:/application.yml");
        getPropertySources().addFirst(new MapPropertySource("program", own));
    }

    @Override
    protected void customizePropertySources(MutablePropertySources sources) {
        // Neither system properties nor environment variables.
    }
}
