package dev.tidings.console;

import dev.tidings.testing.TestApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A console client that keeps cookies, follows no redirects and runs no scripts. */
final class ConsoleClient {
    private final TestApplication app;
    private final String[] headers;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(Redirect.NEVER)
            .build();

    /** @param headers that every request carries: name, value, name, value */
    ConsoleClient(TestApplication app, String... headers) {
        this.app = app;
        this.headers = headers;
    }

    static ConsoleClient signedIn(TestApplication app) {
        ConsoleClient operator = new ConsoleClient(app);
        operator.signIn(TestApplication.ADMIN_TOKEN);
        return operator;
    }

    record BrowsedPage(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String body() {
            return response.body();
        }

        Document html() {
            return Jsoup.parse(response.body());
        }

        /** The page's text without markup. */
        String text() {
            return html().body().text();
        }

        /** The Set-Cookie header of the cookie; empty if there is none. */
        String cookie(String name) {
            return response.headers().allValues("Set-Cookie").stream()
                    .filter(header -> header.startsWith(name + "="))
                    .findFirst()
                    .orElse("");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    BrowsedPage signIn(String token) {
        Element form = get("/console/sign-in").html().selectFirst("form");
        return submit(form, "token", token);
    }

    BrowsedPage get(String path, String... requestHeaders) {
        return send(request(path, requestHeaders).GET().build());
    }

    /** Fills in and submits a form of a page, hidden fields included. */
    BrowsedPage submit(Element form, String... fields) {
        List<String> body = new ArrayList<>();
        form.select("input[type=hidden]")
                .forEach(input -> body.addAll(List.of(input.attr("name"), input.attr("value"))));
        body.addAll(List.of(fields));
        return post(form.attr("action"), body.toArray(String[]::new));
    }

    BrowsedPage post(String path, String... fields) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            body.append(i == 0 ? "" : "&").append(encode(fields[i])).append('=').append(encode(fields[i + 1]));
        }
        return send(request(path, "Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body.toString()))
                .build());
    }

    /** The value of a cookie that the client keeps. */
    String cookieValue(String name) {
        return cookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    void setCookie(String name, String value) {
        HttpCookie cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookie.setVersion(0);
        cookies.getCookieStore().add(app.url(), cookie);
    }

    List<HttpCookie> cookies() {
        return cookies.getCookieStore().getCookies();
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path, String... requestHeaders) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(app.url() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (requestHeaders.length > 0) {
            request.headers(requestHeaders);
        }
        return request;
    }

    private BrowsedPage send(HttpRequest request) {
        try {
            return new BrowsedPage(browser.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
