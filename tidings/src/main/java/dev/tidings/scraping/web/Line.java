package dev.tidings.scraping.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;

/** The wire: one request, one answer, within the limits. It follows no redirect, keeps no cookie and tries nothing twice. */
final class Line implements AutoCloseable {
    private static final int MOST_HEADERS = 200;
    private static final int LONGEST_HEADER = 16 * 1024;

    private final ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("scrape-alarm").factory());
    private final CloseableHttpClient client;
    private final Limits limits;

    Line(DnsResolver names, Limits limits, String userAgent) {
        this.limits = limits;
        this.client = HttpClientBuilder.create()
                .setUserAgent(userAgent)
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(timeout(limits.silence()))
                        .setConnectionRequestTimeout(timeout(limits.whole()))
                        .build())
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(names)
                        .setTlsSocketStrategy((socket, target, port, attachment, context) ->
                                Tls.STRATEGY.upgrade(socket, target, port, attachment, context))
                        .setMaxConnTotal(64)
                        .setMaxConnPerRoute(2)
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxHeaderCount(MOST_HEADERS)
                                        .setMaxLineLength(LONGEST_HEADER)
                                        .build())
                                .build())
                        .setDefaultSocketConfig(SocketConfig.custom()
                                .setSoTimeout(timeout(limits.silence()))
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout(limits.connect()))
                                .setSocketTimeout(timeout(limits.silence()))
                                .build())
                        .build())
                .build();
    }

    /** @throws IOException if there is no answer, or a larger or slower one than there may be */
    Answer get(URI uri, Map<String, String> headers) throws IOException {
        HttpGet request = new HttpGet(uri);
        headers.forEach(request::setHeader);
        AtomicBoolean tooLate = new AtomicBoolean();
        Runnable cutOff = () -> {
            tooLate.set(true);
            request.cancel();
        };
        ScheduledFuture<?> cut = alarm.schedule(cutOff, limits.whole().toMillis(), TimeUnit.MILLISECONDS);

        try {
            return answer(request);
        } catch (IOException | RuntimeException e) {
            if (tooLate.get()) {
                throw new Refused(
                        "The answer was not complete after " + limits.whole().toMillis() / 1000.0 + " s");
            }
            throw e;
        } finally {
            cut.cancel(false);
        }
    }

    /** An answer that is not read to its end is cut off: closing it in the ordinary way would read on. */
    private Answer answer(HttpGet request) throws IOException {
        ClassicHttpResponse response = client.executeOpen(null, request, null);
        boolean complete = false;
        try {
            HttpEntity entity = response.getEntity();
            boolean wanted = entity != null && response.getCode() / 100 == 2;
            byte[] body = wanted ? body(entity) : new byte[0];
            complete = wanted || entity == null;
            return new Answer(response.getCode(), headers(response), body);
        } finally {
            if (!complete) {
                request.cancel();
            }
            Closer.closeQuietly(response);
        }
    }

    private static Map<String, String> headers(ClassicHttpResponse response) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        return headers;
    }

    /** The stream is the answer's, and closed with it. */
    private byte[] body(HttpEntity entity) throws IOException {
        InputStream in = entity.getContent();
        byte[] body = in.readNBytes(limits.bytes() + 1);
        if (body.length > limits.bytes()) {
            throw new Refused("The answer has more than " + limits.bytes() + " bytes");
        }
        return body;
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.ofMilliseconds(duration.toMillis());
    }

    /** Whom the machine trusts is read when it is first asked, not at every start. */
    private static final class Tls {
        private static final TlsSocketStrategy STRATEGY = DefaultClientTlsStrategy.createDefault();
    }

    @Override
    public void close() throws IOException {
        alarm.shutdownNow();
        client.close();
    }
}
