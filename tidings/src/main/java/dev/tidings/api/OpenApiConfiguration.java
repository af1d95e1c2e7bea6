package dev.tidings.api;

import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import java.util.Locale;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of the API description that the endpoints do not declare. Callers come from the endpoint table. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class OpenApiConfiguration {
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

    /** Uses the field names of the JSON. */
    @Bean
    ModelResolver recordModels(ObjectMapperProvider mappers) {
        return new RecordModelResolver(mappers.jsonMapper());
    }

    @Bean
    OpenApiCustomizer rowSchemas() {
        return description -> RowSchemas.addTo(description.getComponents());
    }

    static String name(Caller caller) {
        return caller.name().toLowerCase(Locale.ROOT);
    }
}
