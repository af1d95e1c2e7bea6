package dev.tidings.console;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A letter's HTML as its own document in a sandbox: no scripts, forms or working links. */
final class LetterFrame {
    static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "sandbox",
            "default-src 'none'",
            "style-src 'unsafe-inline'",
            "img-src https: data:",
            "form-action 'none'",
            "base-uri 'none'",
            "frame-ancestors 'self'");

    private LetterFrame() {}

    static ResponseEntity<String> of(SanitizedLetter letter) {
        return ResponseEntity.ok()
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .contentType(MediaType.valueOf("text/html;charset=UTF-8"))
                .body(letter.html());
    }
}
