package dev.tidings.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.MessagePattern.ArgType;
import com.ibm.icu.text.MessagePattern.Part;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares every message, in all of its branches, with ICU's MessageFormat. */
class IcuAgreementTest {
    @ParameterizedTest
    @MethodSource("messages")
    void messageFormatsAsInIcu(String key, String pattern) {
        // ICU argument names have no dots, and template field names do.
        String dotless = pattern.replaceAll("\\{([a-z]+)\\.([a-z]+)}", "{$1_$2}");
        MessageFormat icu = new MessageFormat(dotless, Locale.US);
        MessagePattern ours = MessagePattern.compile(key, dotless);

        assertThat(ours.arguments()).containsExactlyInAnyOrderElementsOf(names(dotless));
        for (Map<String, Object> values : values(icu)) {
            assertThat(ours.format(pairs(values))).isEqualTo(icu.format(values));
        }
    }

    /** All combinations of branches. Other arguments are texts. */
    private static List<Map<String, Object>> values(MessageFormat icu) {
        List<Map<String, Object>> all = new ArrayList<>(List.of(new HashMap<>()));
        names(icu.toPattern()).forEach(name -> {
            Set<Object> choices = choices(icu.toPattern(), name);
            all.addAll(all.stream()
                    .flatMap(values -> (choices.isEmpty() ? Set.<Object>of("<" + name + ">") : choices)
                            .stream().map(choice -> {
                                Map<String, Object> extended = new HashMap<>(values);
                                extended.put(name, choice);
                                return extended;
                            }))
                    .toList());
            all.removeIf(values -> !values.containsKey(name));
        });
        return all;
    }

    private static Set<String> names(String pattern) {
        com.ibm.icu.text.MessagePattern parsed = new com.ibm.icu.text.MessagePattern(pattern);
        return IntStream.range(0, parsed.countParts())
                .mapToObj(parsed::getPart)
                .filter(part -> part.getType() == Part.Type.ARG_NAME)
                .map(parsed::getSubstring)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Object> choices(String pattern, String name) {
        com.ibm.icu.text.MessagePattern parsed = new com.ibm.icu.text.MessagePattern(pattern);
        Set<Object> choices = new TreeSet<>();
        for (int i = 0; i < parsed.countParts(); i++) {
            Part start = parsed.getPart(i);
            boolean isChoice = start.getType() == Part.Type.ARG_START
                    && start.getArgType() != ArgType.NONE
                    && parsed.getSubstring(parsed.getPart(i + 1)).equals(name);
            for (int j = i + 2; isChoice && j < parsed.getLimitPartIndex(i); j++) {
                Part part = parsed.getPart(j);
                if (part.getType() == Part.Type.MSG_START) {
                    j = parsed.getLimitPartIndex(j);
                } else if (part.getType() == Part.Type.ARG_SELECTOR && start.getArgType() == ArgType.SELECT) {
                    choices.add(parsed.getSubstring(part));
                } else if (part.getType() == Part.Type.ARG_SELECTOR) {
                    Stream.of(0L, 1L, 2L, 3L, 10L, 11L, 21L, 999L).forEach(choices::add);
                }
            }
        }
        return choices;
    }

    private static Object[] pairs(Map<String, Object> values) {
        return values.entrySet().stream()
                .flatMap(value -> Stream.of(value.getKey(), value.getValue()))
                .toArray();
    }

    static Stream<String[]> messages() throws IOException {
        Properties file = new Properties();
        try (Reader text = Files.newBufferedReader(Path.of("src/main/resources/messages/messages.properties"))) {
            file.load(text);
        }
        Map<String, String> messages = new LinkedHashMap<>();
        file.stringPropertyNames().stream()
                .filter(key -> !key.startsWith("date."))
                .sorted()
                .forEach(key -> messages.put(key, file.getProperty(key)));
        return messages.entrySet().stream().map(message -> new String[] {message.getKey(), message.getValue()});
    }
}
