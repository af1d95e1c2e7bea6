package dev.tidings.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A call that requests a message from the catalog.
 *
 * @param arguments the names of its arguments
 */
record MessageCall(String where, String key, List<String> arguments) {
    private static final Pattern CALL = Pattern.compile("\\b(?:messages(?:\\(\\))?)\\.(?:text|date)\\(\\s*\"(\\d+)\"");
    private static final Pattern NUMBER = Pattern.compile("\\s*\"(\\d+)\"\\s*");

    static Stream<MessageCall> in(JavaSource source) {
        List<MessageCall> calls = new ArrayList<>();
        Matcher call = CALL.matcher(source.code());
        while (call.find()) {
            String key = source.literals().get(Integer.parseInt(call.group(1)));
            calls.add(new MessageCall(source.path().toString(), key, names(source, call.end())));
        }
        return calls.stream();
    }

    /** The argument names: every second argument after the key. */
    private static List<String> names(JavaSource source, int position) {
        List<String> arguments = new ArrayList<>();
        StringBuilder argument = new StringBuilder();
        int depth = 0;
        for (int i = position; depth >= 0; i++) {
            char c = source.code().charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth < 0 || (c == ',' && depth == 0)) {
                arguments.add(argument.toString());
                argument.setLength(0);
            } else {
                argument.append(c);
            }
        }
        List<String> names = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i += 2) {
            Matcher name = NUMBER.matcher(arguments.get(i));
            names.add(name.matches() ? source.literals().get(Integer.parseInt(name.group(1))) : arguments.get(i));
        }
        return names;
    }
}
