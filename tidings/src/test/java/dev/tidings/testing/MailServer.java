package dev.tidings.testing;

import static dev.tidings.testing.Eventually.await;

import dev.tidings.testkit.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * A mail server of the field on this machine, with its own folder, port, queue and log. It delivers to nobody. Its
 * replies have its own words.
 *
 * <p>It needs root, as the programs do. Call {@link #restart} to apply settings.
 */
public abstract class MailServer implements AutoCloseable {
    final Path folder;
    final int port = FreePort.find();
    final List<String> options = new ArrayList<>();

    /** Addresses or domains with the reply that RCPT gets. */
    final List<String[]> refused = new ArrayList<>();

    boolean relays = true;

    MailServer() {
        try {
            folder = Files.createTempDirectory("mailserver").toRealPath();
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port on {@code 127.0.0.1}. */
    public int port() {
        return port;
    }

    /** Sets whether this client may send to any domain. */
    public MailServer relaying(boolean allowed) {
        relays = allowed;
        return this;
    }

    /** Answers RCPT of an address or of a whole domain. */
    public MailServer refusing(String addressOrDomain, String reply) {
        refused.add(new String[] {addressOrDomain, reply});
        return this;
    }

    /** Sets an option of the server's configuration, in its own form. */
    public MailServer with(String option) {
        options.add(option);
        return this;
    }

    /** Removes all settings. */
    public MailServer withDefaults() {
        relays = true;
        options.clear();
        refused.clear();
        return this;
    }

    /** Makes the server the home of a domain that knows only these local parts. */
    public abstract MailServer atHome(String domain, String... localParts);

    /** The addresses of the letters that it accepted, once for each letter. */
    public List<String> received() {
        List<String> addresses = new ArrayList<>();
        Matcher line = receivedLine().matcher(log());
        while (line.find()) {
            addresses.add(line.group(1));
        }
        return addresses;
    }

    public abstract String log();

    /** A line of the log; its first group is the address of a letter that was accepted. */
    abstract Pattern receivedLine();

    /** Starts the server, or starts it again with its current settings. */
    public MailServer restart() {
        stop();
        write();
        launch();
        await().until(this::greets);
        return this;
    }

    abstract void write();

    abstract void launch();

    abstract void stop();

    private boolean greets() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.getInputStream().read() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        stop();
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path program(String name) {
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .map(each -> Path.of(each, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " is not on the PATH"));
    }

    /** Runs a command to its end. Returns its output. */
    String run(String... command) {
        Path output = folder.resolve("output");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int code = process.waitFor();
            String text = Files.readString(output);
            if (code != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with " + code + ": " + text);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void write(String name, List<String> lines) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(@Nullable Path file) {
        try {
            return file == null || Files.notExists(file) ? "" : Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
