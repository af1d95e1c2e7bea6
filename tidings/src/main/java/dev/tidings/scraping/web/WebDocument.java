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
 * A document as the server sent it.
 *
 * @param uri final URL after redirects
 * @param contentType the header, or null
 * @param bytes after decompression
 */
@SuppressWarnings("ArrayRecordComponent")
public record WebDocument(URI uri, @Nullable String contentType, byte[] bytes) {
    private static final Pattern IN_HEADER = Pattern.compile("(?i)charset=[\"']?([\\w.:-]+)");
    private static final Pattern IN_TEXT = Pattern.compile("(?i)(?:encoding|charset)\\s*=\\s*[\"']?([\\w.:-]+)");
    private static final int SNIFFED_BYTES = 2048;

    /** The most frequent actual encoding of mislabeled documents. */
    private static final Charset FALLBACK = Charset.forName("windows-1252");

    /**
     * The decoded text. Tries the encoding that the byte order mark, header or document declares, then UTF-8, then
     * windows-1252. If the bytes are valid UTF-8, a declared single-byte encoding is ignored.
     */
    public String text() {
        Charset bomCharset = byteOrderMark();
        if (bomCharset != null) {
            return new String(bytes, bomCharset).replaceFirst("^\ufeff", "");
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
        String beginning = new String(bytes, 0, Math.min(SNIFFED_BYTES, bytes.length), StandardCharsets.ISO_8859_1);
        Charset inHeader = contentType == null ? null : charset(IN_HEADER.matcher(contentType));
        Charset inText = inHeader == null ? charset(IN_TEXT.matcher(beginning)) : inHeader;
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
