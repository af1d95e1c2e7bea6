package dev.tidings.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of the API description that the endpoints do not declare. Callers come from the endpoint table. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class OpenApiConfiguration {
    private static final String PROBLEM_JSON = "application/problem+json";

    private static final List<Tag> TAGS = List.of(
            new Tag().name("Digests").description("Schedules of digests, and running them now."),
            new Tag().name("Scheduler").description("The endpoints of Proletto's admin interface."),
            new Tag().name("Editions").description("Editions and the outcome of every letter."),
            new Tag().name("Preferences").description("For users of the product, with the product's own token."),
            new Tag().name("Users").description("The users that the product has stored."),
            new Tag().name("Metrics").description("The accounts' daily numbers."),
            new Tag().name("Opportunities").description("Opportunities, and users' feedback on them."),
            new Tag()
                    .name("Readers")
                    .description("Pages behind the links in letters. The token in the link is the only credential."),
            new Tag()
                    .name("Maintenance")
                    .description("Health checks, alerts, repairs, and the ownership of the database."),
            new Tag().name("Health").description("For load balancers."));

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Tidings")
                        .version("1")
                        .description("Sends every user of a product one personal digest per period, once."))
                .servers(List.of(new Server().url("/")))
                .tags(TAGS)
                .components(new Components()
                        .addSecuritySchemes(
                                name(Caller.ADMIN), bearer("The admin token: Authorization: Bearer ADMIN_TOKEN"))
                        .addSecuritySchemes(
                                name(Caller.USER),
                                bearer("The product's own user token: a JWT whose sub is the user's id")
                                        .bearerFormat("JWT")));
    }

    private static SecurityScheme bearer(String description) {
        return new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description(description);
    }

    private static Schema<?> problem() {
        return new ObjectSchema()
                .description("A problem (RFC 9457)")
                .addProperty("title", new StringSchema().example("Not Found"))
                .addProperty("status", new IntegerSchema().example(404))
                .addProperty(
                        "detail",
                        new StringSchema()
                                .example("There is no digest \"weekly\"; the configuration has living-lytics"))
                .addProperty("instance", new StringSchema().example("/v1/digest/schedule"))
                .addProperty(
                        "request_id",
                        new StringSchema()
                                .description("The request's id in the log; also in the header X-Request-Id")
                                .example("4c1c1f0e-5a0b-4a63-9d0e-0f3a3f0f8f1d"));
    }

    /** Uses the field names of the JSON. */
    @Bean
    ModelResolver snakeCase(ObjectMapperProvider mappers) {
        return new ModelResolver(
                        mappers.jsonMapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE))
                .openapi31(true);
    }

    @Bean
    OpenApiCustomizer callersAndProblems() {
        return description -> {
            description.getComponents().addSchemas("Problem", problem());
            Endpoint.ALL.forEach(endpoint -> complete(description.getPaths().get(endpoint.path()), endpoint.caller()));
        };
    }

    private static void complete(@Nullable PathItem path, Caller caller) {
        if (path != null) {
            path.readOperations().forEach(operation -> complete(operation, caller));
        }
    }

    private static void complete(Operation operation, Caller caller) {
        if (caller.needsToken()) {
            operation.addSecurityItem(new SecurityRequirement().addList(name(caller)));
        }
        if (caller == Caller.READER) {
            operation.getResponses().values().stream()
                    .filter(OpenApiConfiguration::isUndescribed)
                    .forEach(answer -> answer.setContent(page()));
            operation.getResponses().addApiResponse("400", answer("The link does not work", page()));
        } else {
            operation.getResponses().addApiResponse("default", answer("A problem", problemContent()));
        }
    }

    /** Whether the response has no described content; its type defaults to JSON. */
    private static boolean isUndescribed(ApiResponse answer) {
        return answer.getContent() != null && answer.getContent().containsKey("application/json");
    }

    private static ApiResponse answer(String description, Content content) {
        return new ApiResponse().description(description).content(content);
    }

    private static Content page() {
        return new Content().addMediaType("text/html", new MediaType().schema(new StringSchema()));
    }

    private static Content problemContent() {
        return new Content()
                .addMediaType(
                        PROBLEM_JSON, new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem")));
    }

    private static String name(Caller caller) {
        return caller.name().toLowerCase(Locale.ROOT);
    }
}
