package dev.tidings.render;

import dev.tidings.fuzz.FuzzTarget;
import dev.tidings.text.MessageCatalog;
import dev.tidings.yaml.ConfigurationErrors;
import java.util.List;
import java.util.Map;

/** The HTML and text files of a template. */
public final class TemplateFuzzTarget implements FuzzTarget {
    private static final String NAME = "weekly-metrics";
    private static final String TEXT = "{{headline}} {{links.unsubscribe}}";
    private static final String BEGIN = "<mjml><mj-body><mj-section><mj-column><mj-text>";
    private static final String END =
            " <a href=\"{{links.unsubscribe}}\">x</a></mj-text></mj-column></mj-section></mj-body></mjml>";

    private final MessageCatalog messages = MessageCatalog.english();

    @Override
    public void read(byte[] input) {
        String text = FuzzTarget.text(FuzzTarget.rest(input));
        Map<String, String> files = switch (FuzzTarget.variant(input, 3)) {
            case 0 -> Map.of(NAME + "/letter.mjml", BEGIN + text + END, NAME + "/letter.txt", TEXT);
            case 1 -> Map.of(NAME + "/letter.mjml", text, NAME + "/letter.txt", TEXT);
            default -> Map.of(NAME + "/letter.mjml", BEGIN + END, NAME + "/letter.txt", text);
        };
        try {
            new TemplateValidation(
                            SampleDigest.WEEKLY.digest(),
                            SampleWeek.GOOD.content(),
                            new TemplateSource(NAME, files),
                            messages)
                    .run();
        } catch (ConfigurationErrors refused) {
            FuzzTarget.require(!refused.lines().isEmpty(), "a refusal says why");
        }
    }

    @Override
    public List<byte[]> seeds() {
        return FuzzTarget.texts(
                "0{{#metrics}}<b>{{label}}</b>{{^days}}x{{/days}}{{/metrics}}{{! a }}{{> parts/footer}}",
                "1<mjml><mj-head><mj-style>a{}</mj-style></mj-head><mj-body><mj-raw><!-- x --></mj-raw></mj-body></mjml>",
                "2{{{headline}}} {{&recipient.name}} {{=<% %>=}} {{links.unsubscribe}}");
    }
}
