package dev.tidings.scraping.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.entity.DeflateInputStreamFactory;
import org.apache.hc.client5.http.entity.InputStreamFactory;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** An HTTP client with limits on time and size. Follows no redirects, keeps no cookies, retries nothing. */
final class LimitedHttpClient implements AutoCloseable {
    private static final int MAX_HEADERS = 200;
    private static final int MAX_HEADER_LENGTH = 16 * 1024;

    /** The only encodings that are asked for and read. Others can demand gigabytes for a dictionary. */
    private static final Map<String, InputStreamFactory> DECODERS =
            Map.of("gzip", GZIPInputStream::new, "deflate", new DeflateInputStreamFactory());

    private final ScheduledExecutorService timeouts = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("scrape-timeout").factory());
    private final CloseableHttpClient client;
    private final FetchLimits limits;

    LimitedHttpClient(DnsResolver resolver, FetchLimits limits, String userAgent) {
        this.limits = limits;
        this.client = HttpClientBuilder.create()
                .setUserAgent(userAgent)
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .setContentDecoderRegistry(new LinkedHashMap<>(DECODERS))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(timeout(limits.readTimeout()))
                        .setConnectionRequestTimeout(timeout(limits.totalTimeout()))
                        .build())
                .setConnectionManager(connectionManager(resolver, limits))
                .build();
    }

    private static HttpClientConnectionManager connectionManager(DnsResolver resolver, FetchLimits limits) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setTlsSocketStrategy((socket, target, port, attachment, context) ->
                        LazyTls.STRATEGY.upgrade(socket, target, port, attachment, context))
                .setMaxConnTotal(64)
                .setMaxConnPerRoute(2)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxHeaderCount(MAX_HEADERS)
                                .setMaxLineLength(MAX_HEADER_LENGTH)
                                .build())
                        .build())
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setSoTimeout(timeout(limits.readTimeout()))
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout(limits.connectTimeout()))
                        .setSocketTimeout(timeout(limits.readTimeout()))
                        .build())
                .build();
    }

    /**
     * @param body makes the request a POST; null for GET
     * @throws IOException if there is no response or it exceeds a limit
     */
    WebResponse exchange(URI uri, Map<String, String> headers, byte @Nullable [] body) throws IOException {
        HttpUriRequestBase request = body == null ? new HttpGet(uri) : new HttpPost(uri);
        headers.forEach(request::setHeader);
        if (body != null) {
            request.setEntity(new ByteArrayEntity(body, null));
        }
        AtomicBoolean timedOut = new AtomicBoolean();
        Runnable abort = () -> {
            timedOut.set(true);
            request.cancel();
        };
        ScheduledFuture<?> timeout =
                timeouts.schedule(abort, limits.totalTimeout().toMillis(), TimeUnit.MILLISECONDS);

        try {
            return exchange(request);
        } catch (IOException | RuntimeException e) {
            if (timedOut.get()) {
                throw new FetchRefused("The response was not complete after "
                        + limits.totalTimeout().toMillis() / 1000.0 + " s");
            }
            throw e;
        } finally {
            timeout.cancel(false);
        }
    }

    /** Cancels a response that is not read to its end. A plain close would read the rest. */
    private WebResponse exchange(HttpUriRequestBase request) throws IOException {
        ClassicHttpResponse response = client.executeOpen(null, request, null);
        boolean complete = false;
        try {
            HttpEntity entity = response.getEntity();
            boolean hasBody = entity != null && response.getCode() / 100 == 2;
            byte[] body = hasBody ? body(entity) : new byte[0];
            complete = hasBody || entity == null;
            return new WebResponse(response.getCode(), headers(response), body);
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
            String name = header.getName().toLowerCase(Locale.ROOT);
            headers.merge(
                    name, header.getValue(), (first, other) -> name.equals("link") ? first + ", " + other : first);
        }
        return headers;
    }

    /** The stream belongs to the response, which closes it. */
    private byte[] body(HttpEntity entity) throws IOException {
        InputStream in = entity.getContent();
        byte[] body = in.readNBytes(limits.maxBytes() + 1);
        if (body.length > limits.maxBytes()) {
            throw new FetchRefused("The response has more than " + limits.maxBytes() + " bytes");
        }
        return body;
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.ofMilliseconds(duration.toMillis());
    }

    /** Loads the trust store on first use instead of at startup. */
    private static final class LazyTls {
        private static final TlsSocketStrategy STRATEGY = DefaultClientTlsStrategy.createDefault();
    }

    @Override
    public void close() throws IOException {
        timeouts.shutdownNow();
        client.close();
    }
}
