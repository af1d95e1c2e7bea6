package dev.tidings.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * A request that no address can read.
 *
 * @param status 400, 413 for a form that is too large, or 415 for a body without one type or in another encoding
 */
record MalformedRequest(HttpStatus status, String detail) {
    private static final String FORM = "application/x-www-form-urlencoded";

    /** Returns what is wrong with the request's path, query or form, or null. Reads the body of a page's form only. */
    static @Nullable MalformedRequest of(HttpServletRequest request) {
        String path = request.getRequestURI();
        String fault = path.indexOf(';') >= 0 ? "a semicolon: write %3B" : PercentEncoding.fault(path);
        if (fault != null) {
            return badRequest("The path has " + fault);
        }
        String query = request.getQueryString();
        if (query != null) {
            fault = isNameless(query) ? "a parameter without a name" : PercentEncoding.fault(query);
            if (fault != null) {
                return badRequest("The query has " + fault);
            }
        }
        if (isWildcard(request.getContentType())) {
            return new MalformedRequest(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Type names several media types: name the body's own");
        }
        if (isEncoded(request)) {
            return new MalformedRequest(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Only bulk imports can have a Content-Encoding, and only gzip: send the body as it is");
        }
        return readsParameters(request) ? inParameters(request) : null;
    }

    private static boolean isEncoded(HttpServletRequest request) {
        return Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING)).stream()
                .map(encoding -> encoding.strip().toLowerCase(Locale.ROOT))
                .anyMatch(encoding -> !encoding.isEmpty()
                        && !encoding.equals("identity")
                        && !(isBulk(request) && encoding.equals("gzip")));
    }

    private static boolean isWildcard(@Nullable String type) {
        return type != null && type.split(";", 2)[0].contains("*");
    }

    private static boolean isNameless(String query) {
        return Stream.of(query.split("&")).anyMatch(parameter -> parameter.startsWith("="));
    }

    /** Bulk imports read any body as rows, also one that a client calls a form. */
    private static boolean readsParameters(HttpServletRequest request) {
        return !isForm(request) || !isBulk(request);
    }

    private static boolean isBulk(HttpServletRequest request) {
        return request.getRequestURI().endsWith("/bulk");
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(FORM);
    }

    private static @Nullable MalformedRequest inParameters(HttpServletRequest request) {
        try {
            boolean storable = request.getParameterMap().entrySet().stream().noneMatch(MalformedRequest::hasNul);
            return storable ? null : badRequest("The form has a NUL character");
        } catch (InvalidParameterException e) {
            HttpStatus status = HttpStatus.resolve(e.getErrorCode());
            return status == HttpStatus.CONTENT_TOO_LARGE
                    ? new MalformedRequest(status, "The form is too large")
                    : badRequest("The query or form cannot be read");
        }
    }

    private static boolean hasNul(Map.Entry<String, String[]> parameter) {
        return Stream.concat(Stream.of(parameter.getKey()), Arrays.stream(parameter.getValue()))
                .anyMatch(text -> text.indexOf('\0') >= 0);
    }

    private static MalformedRequest badRequest(String detail) {
        return new MalformedRequest(HttpStatus.BAD_REQUEST, detail);
    }
}
