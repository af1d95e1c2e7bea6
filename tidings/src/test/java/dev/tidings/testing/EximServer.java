package dev.tidings.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Exim 4. Options are lines of the main part of its configuration. */
public final class EximServer extends MailServer {
    private final List<String> routers = new ArrayList<>();
    private final List<String> homes = new ArrayList<>();
    private @Nullable Process process;

    @Override
    public MailServer withDefaults() {
        routers.clear();
        homes.clear();
        return super.withDefaults();
    }

    @Override
    public MailServer atHome(String domain, String... localParts) {
        homes.add(domain);
        routers.addAll(List.of(
                "home_" + routers.size() + ":",
                "  driver = redirect",
                "  domains = " + domain,
                "  local_parts = " + String.join(" : ", localParts),
                "  data = :blackhole:",
                "unknown_" + routers.size() + ":",
                "  driver = redirect",
                "  domains = " + domain,
                "  allow_fail",
                "  data = :fail: Unknown user"));
        return this;
    }

    @Override
    Pattern receivedLine() {
        return Pattern.compile(" <= \\S+ .* for (\\S+)\\n");
    }

    @Override
    public String log() {
        return read(folder.resolve("log/mainlog"));
    }

    @Override
    void write() {
        List<String> lines = new ArrayList<>(List.of(
                "exim_user = nobody",
                "exim_group = nogroup",
                "never_users =",
                "keep_environment =",
                "spool_directory = " + folder.resolve("spool"),
                "log_file_path = " + folder.resolve("log/%slog"),
                "log_selector = +received_recipients",
                "primary_hostname = mail.example",
                "daemon_smtp_ports = " + port,
                "local_interfaces = 127.0.0.1",
                "host_lookup =",
                "rfc1413_query_timeout = 0s",
                "queue_only = true",
                "tls_advertise_hosts =",
                "acl_smtp_rcpt = rcpt"));
        lines.addAll(options);
        lines.addAll(List.of("begin acl", "rcpt:"));
        for (String[] refusal : refused) {
            String condition = refusal[0].contains("@") ? "recipients" : "domains";
            lines.addAll(List.of(
                    "  " + (refusal[1].startsWith("4") ? "defer" : "deny"),
                    "    " + condition + " = " + refusal[0],
                    "    message = " + refusal[1]));
        }
        lines.addAll(List.of(
                "  accept domains = nowhere.invalid"
                        + String.join(
                                "", homes.stream().map(home -> " : " + home).toList()),
                "    endpass",
                "    verify = recipient",
                relays ? "  accept" : "  # nobody may relay",
                "  deny message = relay not permitted",
                "begin routers"));
        lines.addAll(routers);
        lines.addAll(List.of("all:", "  driver = redirect", "  data = :blackhole:"));
        write("exim.conf", lines);
        write("spool/empty", List.of());
        write("log/empty", List.of());
        run(
                "chown",
                "nobody:nogroup",
                folder.resolve("spool").toString(),
                folder.resolve("log").toString());
    }

    @Override
    void launch() {
        try {
            process = new ProcessBuilder(
                            program("exim4").toString(),
                            "-C",
                            folder.resolve("exim.conf").toString(),
                            "-bdf")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("daemon").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void stop() {
        if (process != null) {
            try {
                process.destroy();
                process.waitFor();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
