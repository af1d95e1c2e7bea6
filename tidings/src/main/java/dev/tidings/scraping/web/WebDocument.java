package dev.tidings.scraping.web;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server sent.
 *
 * @param uri where it was found in the end
 * @param contentType as the server gave it, or null
 * @param bytes unzipped
 */
@SuppressWarnings("ArrayRecordComponent")
public record WebDocument(URI uri, @Nullable String contentType, byte[] bytes) {
    private static final Pattern IN_HEADER = Pattern.compile("(?i)charset=[\"']?([\\w.:-]+)");
    private static final Pattern IN_TEXT = Pattern.compile("(?i)(?:encoding|charset)\\s*=\\s*[\"']?([\\w.:-]+)");
    private static final int SNIFFED_BYTES = 2048;

    /** What says that it is another encoding than it is, is most often this one. */
    private static final Charset FALLBACK = Charset.forName("windows-1252");

    /**
     * Decoded as the server or the document says, if that can be; else as UTF-8, and failing that as windows-1252. What is
     * UTF-8 byte for byte is no single-byte encoding, whoever says so.
     */
    public String text() {
        Charset marked = byteOrderMark();
        if (marked != null) {
            return new String(bytes, marked).replaceFirst("^\ufeff", "");
        }
        Charset declared = declared();
        boolean isSingleByte = declared.canEncode() && declared.newEncoder().maxBytesPerChar() == 1;
        List<Charset> candidates =
                isSingleByte ? List.of(StandardCharsets.UTF_8, declared) : List.of(declared, StandardCharsets.UTF_8);
        for (Charset charset : candidates) {
            @Nullable String text = decoded(charset);
            if (text != null) {
                return text;
            }
        }
        return new String(bytes, FALLBACK).replace('\ufffd', '?');
    }

    private @Nullable String decoded(Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private @Nullable Charset byteOrderMark() {
        if (startsWith(0xef, 0xbb, 0xbf)) {
            return StandardCharsets.UTF_8;
        }
        if (startsWith(0xfe, 0xff)) {
            return StandardCharsets.UTF_16BE;
        }
        return startsWith(0xff, 0xfe) ? StandardCharsets.UTF_16LE : null;
    }

    private boolean startsWith(int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private Charset declared() {
        String head = new String(bytes, 0, Math.min(SNIFFED_BYTES, bytes.length), StandardCharsets.ISO_8859_1);
        Charset inHeader = contentType == null ? null : charset(IN_HEADER.matcher(contentType));
        Charset inText = inHeader == null ? charset(IN_TEXT.matcher(head)) : inHeader;
        return inText == null ? StandardCharsets.UTF_8 : inText;
    }

    private static @Nullable Charset charset(Matcher name) {
        try {
            return name.find() ? Charset.forName(name.group(1)) : null;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }
}
