package dev.tidings.api;

import dev.tidings.core.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindingResult;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Describes invalid requests: the position and the expectation, never the value. */
final class ValidationMessages {
    private ValidationMessages() {}

    static String of(HttpMessageNotReadableException failure) {
        return switch (failure.getCause()) {
            case UnrecognizedPropertyException unknown ->
                "unknown key \"" + unknown.getPropertyName() + "\" in the body" + known(unknown);
            case MismatchedInputException mismatch
            when mismatch.getOriginalMessage().startsWith(StorableTextDeserializer.REFUSAL) ->
                path(mismatch) + " "
                        + mismatch.getOriginalMessage().substring(StorableTextDeserializer.REFUSAL.length());
            case MismatchedInputException mismatch -> path(mismatch) + " is no " + type(mismatch.getTargetType());
            case JacksonException broken -> "The body is not valid JSON" + location(broken.getLocation());
            case null, default -> "The body is missing or cannot be read";
        };
    }

    private static String known(UnrecognizedPropertyException unknown) {
        List<String> names = Stream.ofNullable(unknown.getKnownPropertyIds())
                .flatMap(ids -> ids.stream().map(String::valueOf))
                .sorted()
                .toList();
        String near = Suggestion.nearest(unknown.getPropertyName(), names);
        String advice = near == null ? "" : "did you mean " + near + "? ";
        return names.isEmpty() ? "" : "; " + advice + "known are " + String.join(", ", names);
    }

    private static String path(MismatchedInputException mismatch) {
        String path = mismatch.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "The body" : path;
    }

    private static String type(@Nullable Class<?> type) {
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "text";
        }
        return type != null && Number.class.isAssignableFrom(type) ? "number" : "such JSON object";
    }

    private static String location(@Nullable TokenStreamLocation location) {
        return location == null ? "" : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    static String of(BindingResult body) {
        return body.getFieldErrors().stream()
                .map(error -> snakeCase(error.getField()) + " " + error.getDefaultMessage())
                .collect(Collectors.joining("; "));
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    static String of(HandlerMethodValidationException failure) {
        return failure.getParameterValidationResults().stream()
                .map(result -> result.getMethodParameter().getParameterName() + " "
                        + result.getResolvableErrors().getFirst().getDefaultMessage())
                .collect(Collectors.joining("; "));
    }

    static String of(TypeMismatchException failure) {
        Class<?> type = failure.getRequiredType();
        Object[] constants = type == null ? null : type.getEnumConstants();
        return failure.getPropertyName() + " is invalid; expected: "
                + (constants == null
                        ? expected(type)
                        : Stream.of(constants)
                                .map(constant -> EditionResponse.lowerCase((Enum<?>) constant))
                                .collect(Collectors.joining(", ")));
    }

    private static String expected(@Nullable Class<?> type) {
        return type == boolean.class || type == Boolean.class ? "true or false" : "a whole number";
    }
}
