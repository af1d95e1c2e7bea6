package dev.tidings.transport.smtp;

import dev.tidings.core.Ticker;
import dev.tidings.transport.RemoteText;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Opens connections to one mail server: address, TLS, greeting, login. */
final class SmtpConnector {
    private static final int HANDSHAKE_REPLIES = 6;

    private final SmtpSettings settings;
    private final @Nullable SSLSocketFactory ownTls;
    private final ScheduledExecutorService scheduler;
    private final Ticker ticker;
    private final Set<Socket> opening = ConcurrentHashMap.newKeySet();
    private volatile boolean aborted;

    SmtpConnector(SmtpSettings settings, ScheduledExecutorService scheduler, Ticker ticker) {
        this.settings = settings;
        this.ownTls = settings.ca() == null ? null : TrustedCertificates.socketFactory(settings.ca());
        this.scheduler = scheduler;
        this.ticker = ticker;
    }

    SmtpConnection open() throws SmtpConnectionFailed {
        Socket socket;
        try {
            socket = connect();
        } catch (IOException e) {
            throw new SmtpConnectionFailed(describe("cannot be reached", e), false);
        }
        Duration limit = settings.timeouts().reply().multipliedBy(HANDSHAKE_REPLIES);
        Future<?> timeout =
                scheduler.schedule(() -> SmtpConnection.close(socket), limit.toMillis(), TimeUnit.MILLISECONDS);
        boolean done = false;
        try {
            SmtpConnection connection = handshake(socket);
            done = true;
            return connection;
        } catch (SSLException e) {
            throw new SmtpConnectionFailed(describe("cannot be reached over TLS", e) + caHint(e), isPermanent(e));
        } catch (IOException e) {
            throw new SmtpConnectionFailed(describe("failed during the handshake", e), false);
        } finally {
            timeout.cancel(false);
            opening.remove(socket);
            if (!done) {
                SmtpConnection.close(socket);
            }
        }
    }

    /** Closes the connections that are being opened, and opens no more. */
    void abort() {
        aborted = true;
        opening.forEach(SmtpConnection::close);
    }

    private SmtpConnection handshake(Socket socket) throws IOException, SmtpConnectionFailed {
        boolean implicit = settings.tls() == SmtpSettings.TlsMode.IMPLICIT;
        SmtpWire wire = new SmtpWire(implicit ? encrypted(socket) : socket);
        SmtpHandshake handshake = new SmtpHandshake(settings, wire);
        handshake.readGreeting();
        SmtpExtensions extensions = handshake.sendHello(socket.getLocalAddress());
        if (handshake.startTls(extensions)) {
            wire = new SmtpWire(encrypted(socket));
            handshake = new SmtpHandshake(settings, wire);
            extensions = handshake.sendHello(socket.getLocalAddress());
        }
        handshake.logIn(extensions);
        return new SmtpConnection(socket, wire, extensions, settings.timeouts(), scheduler, ticker);
    }

    /** Connects to the first of the host's addresses that answers. The socket counts as opening until the handshake ends. */
    private Socket connect() throws IOException {
        IOException failure = null;
        for (InetAddress found : InetAddress.getAllByName(settings.host())) {
            Socket socket = new Socket();
            try {
                opening.add(socket);
                if (aborted) {
                    throw new IOException("the node is shutting down");
                }
                // The address keeps the configured name: the certificate is compared with it,
                // never with a name from a reverse lookup.
                InetAddress address = InetAddress.getByAddress(settings.host(), found.getAddress());
                socket.setTcpNoDelay(true);
                socket.connect(
                        new InetSocketAddress(address, settings.port()),
                        Math.toIntExact(settings.timeouts().connect().toMillis()));
                return socket;
            } catch (IOException e) {
                opening.remove(socket);
                SmtpConnection.close(socket);
                failure = e;
            }
        }
        throw failure == null ? new IOException("the host has no address") : failure;
    }

    /** Wraps the socket in TLS. The trusted certificates are read on first use, not at every start. */
    private SSLSocket encrypted(Socket socket) throws IOException {
        SSLSocketFactory tls = ownTls == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : ownTls;
        SSLSocket encrypted = (SSLSocket) tls.createSocket(socket, settings.host(), settings.port(), true);
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        encrypted.setSSLParameters(parameters);
        encrypted.startHandshake();
        return encrypted;
    }

    /** Whether TLS failed for a permanent reason rather than a broken connection. */
    private static boolean isPermanent(Throwable failure) {
        List<Throwable> causes = causes(failure);
        return causes.stream().anyMatch(SSLException.class::isInstance)
                && causes.stream()
                        .noneMatch(cause -> cause instanceof EOFException
                                || cause instanceof SocketException
                                || cause instanceof SocketTimeoutException);
    }

    /** What to do if the certificate's issuer is not trusted, or an empty text. */
    private String caHint(Throwable failure) {
        boolean untrusted = causes(failure).stream()
                .anyMatch(cause ->
                        cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException);
        if (!untrusted) {
            return "";
        }
        return settings.ca() == null
                ? ". The system does not trust the certificate: name a file with its issuer by ca=/path.pem in SMTP_URL"
                : ". The file of ca= in SMTP_URL does not have the certificate's issuer";
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && causes.size() < 10; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private String describe(String what, Throwable cause) {
        String detail = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return settings.describe(what + ": " + RemoteText.clean(detail));
    }
}
