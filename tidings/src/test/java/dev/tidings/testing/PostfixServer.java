package dev.tidings.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Postfix. Options are lines of {@code main.cf}. */
public final class PostfixServer extends MailServer {
    private static final List<String> SERVICES = List.of(
            "cleanup unix n - n - 0 cleanup",
            "qmgr unix n - n 300 1 qmgr",
            "tlsmgr unix - - n 1000? 1 tlsmgr",
            "rewrite unix - - n - - trivial-rewrite",
            "bounce unix - - n - 0 bounce",
            "defer unix - - n - 0 bounce",
            "trace unix - - n - 0 bounce",
            "error unix - - n - - error",
            "retry unix - - n - - error",
            "discard unix - - n - - discard",
            "anvil unix - - n - 1 anvil",
            "proxymap unix - - n - - proxymap",
            "postlog unix-dgram n - n - 1 postlogd");

    private final List<String> known = new ArrayList<>();
    private final List<String> homes = new ArrayList<>();

    @Override
    public MailServer withDefaults() {
        known.clear();
        homes.clear();
        return super.withDefaults();
    }

    @Override
    public MailServer atHome(String domain, String... localParts) {
        homes.add(domain);
        Stream.of(localParts).forEach(name -> known.add(name + "@" + domain + " x"));
        return this;
    }

    @Override
    Pattern receivedLine() {
        return Pattern.compile("/discard\\[\\d+]: \\w+: to=<([^>]+)>");
    }

    @Override
    public String log() {
        return read(folder.resolve("log"));
    }

    @Override
    void write() {
        List<String> main = new ArrayList<>(List.of(
                "compatibility_level = 3.6",
                "queue_directory = " + folder.resolve("spool"),
                "data_directory = " + folder.resolve("data"),
                "maillog_file = " + folder.resolve("log"),
                "maillog_file_prefixes = " + folder,
                "inet_interfaces = 127.0.0.1",
                "inet_protocols = ipv4",
                "myhostname = mail.example",
                "mydestination =",
                "notify_classes =",
                "default_transport = discard",
                "virtual_transport = discard",
                "virtual_mailbox_domains = " + String.join(" ", homes),
                "virtual_mailbox_maps = texthash:" + folder.resolve("etc/known"),
                "mynetworks = " + (relays ? "127.0.0.0/8" : ""),
                "smtpd_client_event_limit_exceptions =",
                "smtpd_recipient_restrictions = check_recipient_access texthash:" + folder.resolve("etc/access"),
                "smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination"));
        main.addAll(options);
        write("etc/main.cf", main);
        write("etc/known", known);
        write(
                "etc/access",
                refused.stream().map(each -> each[0] + " " + each[1]).toList());
        write(
                "etc/master.cf",
                Stream.concat(Stream.of(port + " inet n - n - 100 smtpd"), SERVICES.stream())
                        .toList());
        write("spool/empty", List.of());
        write("data/empty", List.of());
        run("chown", "-R", "postfix", folder.resolve("data").toString());
    }

    @Override
    void launch() {
        run(program("postfix").toString(), "-c", folder.resolve("etc").toString(), "start");
    }

    @Override
    void stop() {
        Path pid = folder.resolve("spool/pid/master.pid");
        if (Files.exists(pid)
                && ProcessHandle.of(Long.parseLong(read(pid).strip())).isPresent()) {
            run(program("postfix").toString(), "-c", folder.resolve("etc").toString(), "stop");
        }
    }
}
