package dev.tidings.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggedPortTest {
    @TempDir
    private Path folder;

    private Path log;

    @BeforeEach
    void locateLog() {
        log = folder.resolve("node-1.log");
    }

    @Test
    void portIsEmptyUntilTheNodeListens() throws IOException {
        LoggedPort port = LoggedPort.ofNextStart(log);
        assertThat(port.find()).isEmpty();
        append("11:34:29.716 INFO  dev.tidings.Tidings - Starting Tidings with PID 5823\n");
        assertThat(port.find()).isEmpty();
        append("11:34:33.811 INFO  o.s.b.t.TomcatWebServer - Tomcat started on port 41234 (http)\n");
        assertThat(port.find()).hasValue(41234);
    }

    @Test
    void portsOfEarlierStartsAreIgnored() throws IOException {
        append("11:34:33.811 INFO  o.s.b.t.TomcatWebServer - Tomcat started on port 41234 (http)\n");
        LoggedPort port = LoggedPort.ofNextStart(log);
        assertThat(port.find()).isEmpty();
        append("11:35:12.004 INFO  o.s.b.t.TomcatWebServer - Tomcat started on port 38001 (http)\n");
        assertThat(port.find()).hasValue(38001);
    }

    private void append(String line) throws IOException {
        Files.writeString(log, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
