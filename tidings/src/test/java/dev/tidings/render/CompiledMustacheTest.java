package dev.tidings.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the Mustache of templates with the Mustache manual. */
class CompiledMustacheTest {
    private static final Map<String, @Nullable Object> CONTENT = new LinkedHashMap<>();

    static {
        CONTENT.put("name", "content");
        CONTENT.put("yes", true);
        CONTENT.put("no", false);
        CONTENT.put("nothing", null);
        CONTENT.put("blank", "");
        CONTENT.put("zero", 0);
        CONTENT.put("none", List.of());
        CONTENT.put("part", Map.of("label", "L", "name", "inner"));
        CONTENT.put("items", List.of(Map.of("label", "a"), Map.of("label", "b"), Map.of("label", "c")));
        CONTENT.put("words", List.of("x", "y"));
    }

    private static final Map<String, ?> FIELDS = Map.of("brand.name", "Acme", "greeting", "<Hi>");

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
                    plain                                            | plain
                    {{name}}, {{ name }}                             | content, content
                    {{brand.name}}                                   | Acme
                    {{greeting}}                                     | &lt;Hi&gt;
                    [{{nothing}}{{blank}}]                           | []
                    {{zero}}{{yes}}                                  | 0true
                    {{part.label}}                                   | L
                    [{{nothing.label}}]                              | []
                    {{#part}}{{label}} {{name}} {{brand.name}}{{/part}} | L inner Acme
                    {{#items}}{{label}}{{^-last}}, {{/-last}}{{/items}} | a, b, c
                    {{#items}}{{-index}}{{#-first}}!{{/-first}}{{/items}} | 1!23
                    {{#items}}{{label}}{{name}} {{/items}}.          | acontent bcontent ccontent .
                    {{#words}}{{.}}{{this}}{{/words}}                | xxyy
                    {{#yes}}1{{/yes}}{{#no}}2{{/no}}{{#nothing}}3{{/nothing}}{{#blank}}4{{/blank}}{{#none}}5{{/none}}{{#zero}}6{{/zero}}. | 16.
                    {{^yes}}1{{/yes}}{{^no}}2{{/no}}{{^nothing}}3{{/nothing}}{{^blank}}4{{/blank}}{{^none}}5{{/none}}{{^zero}}6{{/zero}}. | 2345.
                    {{#yes}}{{#part}}{{label}}{{/part}}{{/yes}}{{name}} | Lcontent
                    {{! a {{remark}}.                                | .
                    {{items}}                                        | &#8230;
                    """)
    void templateRendersAsTheManualSays(String template, String rendered) {
        assertThat(html(template)).isEqualTo(rendered);
    }

    @Test
    void standaloneTagRemovesItsLine() {
        assertThat(html("a\n{{#yes}}\nb\n  {{/yes}}  \n{{! remark }}\nc {{#yes}}\n{{/yes}}\nd\n{{#no}}\n{{/no}}"))
                .isEqualTo("a\nb\nc \nd\n");
    }

    @Test
    void lineOfAVariableIsKept() {
        assertThat(html("a\n{{nothing}}\nb")).isEqualTo("a\n\nb");
    }

    @Test
    void valueIsNotRenderedAsATemplate() {
        assertThat(Rendering.text(CompiledMustache.of("{{a}}"), Map.of("a", "{{b}}"), Map.of(), 9))
                .hasToString("{{b}}");
    }

    @ParameterizedTest
    @CsvSource({
        "{{totl}}, totl",
        "{{#totl}}{{/totl}}, totl",
        "{{^totl}}{{/totl}}, totl",
        "{{part.totl}}, part.totl",
        "{{name.totl}}, name.totl",
        "{{#items}}{{totl}}{{/items}}, totl"
    })
    void unknownNameIsAnError(String template, String name) {
        assertThatThrownBy(() -> html(template))
                .isInstanceOf(LetterUnrenderable.class)
                .hasMessage("The template names {{" + name + "}}, which the content does not have");
    }

    @Test
    void nullListElementHasNoNames() {
        Map<String, ?> content = Map.of("items", Collections.singletonList(null));

        assertThatThrownBy(() ->
                        Rendering.html(CompiledMustache.of("{{#items}}{{label}}{{/items}}"), Map.of(), content, 9))
                .isInstanceOf(LetterUnrenderable.class);
    }

    private static String html(String template) {
        return Rendering.html(CompiledMustache.of(template), FIELDS, CONTENT, 16)
                .toString();
    }
}
