package dev.tidings.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describes records by their components: which are required, which may be null. Names are those of the JSON. Records
 * named {@code …Request} or {@code …Change} are bodies of requests, which have no other keys.
 */
final class RecordModelResolver extends ModelResolver {
    private static final SnakeCaseStrategy NAMES = (SnakeCaseStrategy) PropertyNamingStrategies.SNAKE_CASE;

    RecordModelResolver(ObjectMapper mapper) {
        super(mapper.copy().setPropertyNamingStrategy(NAMES));
        openapi31(true);
    }

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> next) {
        Schema<?> resolved = super.resolve(type, context, next);
        Class<?> raw = _mapper.constructType(type.getType()).getRawClass();
        if (resolved != null && raw.isRecord()) {
            Schema<?> model = model(resolved, context);
            if (model != null && model.getProperties() != null) {
                describe(model, raw);
            }
        }
        return resolved;
    }

    private static @Nullable Schema<?> model(Schema<?> resolved, ModelConverterContext context) {
        String reference = resolved.get$ref();
        return reference == null
                ? resolved
                : context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private static void describe(Schema<?> model, Class<?> type) {
        boolean request =
                type.getSimpleName().endsWith("Request") || type.getSimpleName().endsWith("Change");
        List<String> required = new ArrayList<>();
        describe(model, type, request, required);
        model.setRequired(required);
        if (request) {
            model.setAdditionalProperties(false);
        }
    }

    private static void describe(Schema<?> model, Class<?> type, boolean request, List<String> required) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = NAMES.translate(component.getName());
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                describe(model, component.getType(), request, required);
            }
            Schema<?> property = model.getProperties().get(name);
            if (property == null) {
                continue;
            }
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (nullable) {
                model.getProperties().put(name, orNull(name, property));
            }
            if (request ? !nullable : !component.getAccessor().isAnnotationPresent(JsonInclude.class)) {
                required.add(name);
            }
        }
    }

    private static Schema<?> orNull(String name, Schema<?> property) {
        if (property.getAnyOf() != null) {
            return property;
        }
        if (property.get$ref() != null) {
            Schema<?> either = new Schema<>().anyOf(List.of(new Schema<>().$ref(property.get$ref()), ofNull()));
            either.setName(name);
            return either;
        }
        if (property.getTypes() == null && property.getType() != null) {
            property.setTypes(new LinkedHashSet<>(Set.of(property.getType())));
        }
        property.addType("null");
        return property;
    }

    private static Schema<?> ofNull() {
        Schema<?> schema = new Schema<>();
        schema.addType("null");
        return schema;
    }
}
