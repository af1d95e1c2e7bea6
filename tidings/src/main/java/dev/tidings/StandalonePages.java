package dev.tidings;

import dev.tidings.text.MessageCatalog;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Renders pages for readers: one HTML file each, without scripts and external resources. */
@Component
public class StandalonePages {
    private static final int NONCE_BYTES = 16;

    private final TemplateEngine templates;
    private final MessageCatalog messages;
    private final SecureRandom random = new SecureRandom();

    StandalonePages(TemplateEngine templates, MessageCatalog messages) {
        this.templates = templates;
        this.messages = messages;
    }

    /** A page with a title and a text. */
    public ResponseEntity<String> notice(HttpStatus status, String title, String text) {
        return page(status, "notice", Map.of("title", title, "text", text));
    }

    /** The page for a request that no endpoint answers. */
    public ResponseEntity<String> error(HttpStatus status) {
        return notice(
                status,
                messages.text("reader.error.title", "status", status.value()),
                status.is5xxServerError()
                        ? messages.text("reader.error.ours")
                        : messages.text("reader.error.notFound"));
    }

    /** The page for a request that cannot be read, such as a link that was cut off. */
    public ResponseEntity<String> malformed(HttpStatus status) {
        return notice(status, messages.text("reader.brokenLink.title"), messages.text("reader.brokenLink.text"));
    }

    /** @param name of the template below {@code reader} */
    public ResponseEntity<String> page(HttpStatus status, String name, Map<String, Object> values) {
        String nonce = nonce();
        Map<String, Object> parameters = new HashMap<>(values);
        parameters.put("nonce", nonce);
        parameters.put("messages", messages);
        StringOutput html = new StringOutput();
        templates.render("reader/" + name + ".jte", parameters, html);
        return ResponseEntity.status(status)
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .header("Content-Security-Policy", policy(nonce))
                .body(html.toString());
    }

    private static String policy(String nonce) {
        return "default-src 'none'; style-src 'nonce-" + nonce
                + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }

    private String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
