package dev.tidings.simulation;

import dev.tidings.recommender.EditionPick;
import dev.tidings.yaml.ConfigurationErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which picks simulated readers click, and how likely. */
@FunctionalInterface
public interface ClickRule {
    /** Declared words that an opportunity must have to be clicked by {@link #SHARED_WORDS}. */
    int MIN_SHARED_WORDS = 2;

    /** Readers click what has two of their declared words. */
    ClickRule SHARED_WORDS = pick -> pick.declaredWords() >= MIN_SHARED_WORDS ? 1 : 0;

    /** The chance of a click, from 0 to 1. */
    double chance(EditionPick pick);

    /** @param chance of a click on what has the phrase, from 0 to 1 */
    record ClickChance(String phrase, double chance) {}

    /**
     * Reads a rule from a file: a line has a tag, word or phrase, and the chance of a click on what has it. The highest
     * chance applies. Nothing else is clicked. Empty lines and lines that begin with # are skipped.
     *
     * @throws ConfigurationErrors if a line has another form, or none has a chance; it names all such lines
     */
    static ClickRule read(Path file) {
        List<ClickChance> chances = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                ClickChance parsed = parse(line);
                if (parsed == null) {
                    errors.add(
                            file + ":" + (i + 1) + ": \"" + line.replaceAll("\\p{Cc}", "?")
                                    + "\" is no rule: give a tag or word and the chance of a click from 0 to 1, such as: public art 0.4");
                } else {
                    chances.add(parsed);
                }
            }
        }
        if (chances.isEmpty() && errors.isEmpty()) {
            errors.add(
                    file
                            + ": has no rule: give one per line, a tag or word and the chance of a click, such as: public art 0.4");
        }
        if (!errors.isEmpty()) {
            throw new ConfigurationErrors(errors);
        }
        List<ClickChance> rules = List.copyOf(chances);
        return pick -> rules.stream()
                .filter(rule -> pick.contains(rule.phrase()))
                .mapToDouble(ClickChance::chance)
                .max()
                .orElse(0);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new ConfigurationErrors(List.of(file + ": is not text in UTF-8: save it as UTF-8"));
        } catch (IOException e) {
            throw new UncheckedIOException("The rule " + file + " cannot be read", e);
        }
    }

    /** Null if the line does not end with a number from 0 to 1 after a phrase. */
    private static @Nullable ClickChance parse(String line) {
        int space = Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t'));
        String number = line.substring(space + 1);
        if (space < 0 || !number.matches("[01](\\.\\d{1,9})?")) {
            return null;
        }
        double chance = Double.parseDouble(number);
        return chance > 1 ? null : new ClickChance(line.substring(0, space).strip(), chance);
    }
}
