package dev.tidings.opportunities;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a source adds to the titles of its items: "CALL FOR ENTRY:" before, "- Freelance, Artist Calls" after. It is
 * learned from what the titles share. An opening or ending is a sequence of {@linkplain TitleWords tokens}.
 */
record TitleDecoration(Set<String> openings, Set<String> endings) {
    static final TitleDecoration NONE = new TitleDecoration(Set.of(), Set.of());

    private static final int MAX_TOKENS = 8;

    /** One ending can hide another, as in "- Freelance, Artist Calls". */
    private static final int ROUNDS = 3;

    /** Share and number of the titles that have the same words up to a separator. */
    private static final double MIN_SHARE = 0.05;

    private static final int MIN_COUNT = 3;

    /** Share and number of the titles that have the same words without a separator. */
    private static final double MIN_SHARE_OF_WORDS = 0.5;

    private static final int MIN_COUNT_OF_WORDS = 4;

    /** @param titles of one source */
    static TitleDecoration learn(List<String> titles) {
        List<List<TitleWords.Token>> rest = titles.stream().map(TitleWords::of).toList();
        TitleDecoration learned = NONE;
        for (int round = 0; round < ROUNDS; round++) {
            learned = learned.plus(frequent(rest, false, titles.size()), frequent(rest, true, titles.size()));
            rest = rest.stream().map(learned::strip).toList();
        }
        return learned;
    }

    /** The words of a title without the decoration; all of them if nothing else remains. */
    List<String> core(String title) {
        return strip(TitleWords.of(title)).stream()
                .filter(token -> !token.isSeparator())
                .map(TitleWords.Token::word)
                .toList();
    }

    private TitleDecoration plus(Set<String> moreOpenings, Set<String> moreEndings) {
        Set<String> allOpenings = new TreeSet<>(openings);
        allOpenings.addAll(moreOpenings);
        Set<String> allEndings = new TreeSet<>(endings);
        allEndings.addAll(moreEndings);
        return new TitleDecoration(allOpenings, allEndings);
    }

    private static Set<String> frequent(List<List<TitleWords.Token>> titles, boolean atEnd, int total) {
        Map<String, Integer> counts = new HashMap<>();
        Set<String> delimited = new HashSet<>();
        for (List<TitleWords.Token> title : titles) {
            String key = "";
            for (int length = 1; length <= Math.min(MAX_TOKENS, title.size() - 1); length++) {
                TitleWords.Token token = edge(title, length, atEnd);
                key = longer(key, token, atEnd);
                counts.merge(key, 1, Integer::sum);
                if (token.isSeparator()) {
                    delimited.add(key);
                }
            }
        }
        return counts.entrySet().stream()
                .filter(entry -> delimited.contains(entry.getKey())
                        ? entry.getValue() >= Math.max(MIN_COUNT, MIN_SHARE * total)
                        : entry.getValue() >= Math.max(MIN_COUNT_OF_WORDS, MIN_SHARE_OF_WORDS * total))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private List<TitleWords.Token> strip(List<TitleWords.Token> title) {
        List<TitleWords.Token> rest = title;
        for (int round = 0; round < ROUNDS; round++) {
            rest = TitleWords.trimmed(without(openings, without(endings, rest, true), false));
        }
        return rest;
    }

    /** Removes the longest opening or ending that leaves a word. */
    private static List<TitleWords.Token> without(Set<String> parts, List<TitleWords.Token> title, boolean atEnd) {
        int longest = 0;
        String key = "";
        int limit = parts.isEmpty() ? 0 : Math.min(MAX_TOKENS, title.size() - 1);
        for (int length = 1; length <= limit; length++) {
            key = longer(key, edge(title, length, atEnd), atEnd);
            longest = parts.contains(key) ? length : longest;
        }
        return atEnd ? title.subList(0, title.size() - longest) : title.subList(longest, title.size());
    }

    /** The last token of an opening of that length, or the first of an ending. */
    private static TitleWords.Token edge(List<TitleWords.Token> title, int length, boolean atEnd) {
        return title.get(atEnd ? title.size() - length : length - 1);
    }

    private static String longer(String key, TitleWords.Token token, boolean atEnd) {
        if (key.isEmpty()) {
            return token.key();
        }
        return atEnd ? token.key() + " " + key : key + " " + token.key();
    }
}
