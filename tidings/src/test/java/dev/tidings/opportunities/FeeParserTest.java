package dev.tidings.opportunities;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeeParserTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "free | 0 |",
                "Free of charge | 0 |",
                "No entry fee | 0 |",
                "kostenlos | 0 |",
                "0 | 0 |",
                "25 | 25 |",
                "25 EUR | 25 | EUR",
                "EUR 25 | 25 | EUR",
                "€25 | 25 | EUR",
                "25,50 € | 25.50 | EUR",
                "25,- € | 25 | EUR",
                "$25 | 25 | USD",
                "US$25.00 | 25.00 | USD",
                "£10 | 10 | GBP",
                "35 dollars | 35 | USD",
                "1,200 USD | 1200 | USD",
                "1.200,50 € | 1200.50 | EUR",
                "CHF 1'200.00 | 1200.00 | CHF",
                "Entry fee: $35 | 35 | USD",
                "$35 per entry | 35 | USD",
                "$25 for one, $35 for three | 25 | USD",
                "25-35 EUR | 25 | EUR",
                "Free (members), $20 (non-members) | 20 | USD",
                "$35 (hardship: $0) | 35 | USD",
                "$35, or $0 for those who need it | 35 | USD",
                "€30, ermäßigt €0 | 30 | EUR",
                "$0 first entry, $10 each additional | 0 | USD",
                "$25+$3 handling | 28 | USD",
                "$25 entry fee plus $3 processing fee | 28 | USD",
                "$20 + $5 per image | 25 | USD",
                "$25 + $10 each additional image | 25 | USD",
                "$25 + 10 EUR shipping | 25 | USD",
                "Students: no entry fee; others £10 | 10 | GBP"
            })
    void feeIsParsedInCommonNotations(String text, String amount, String currency) {
        Fee fee = FeeParser.parse(text);

        assertThat(fee.amount()).isEqualByComparingTo(amount);
        assertThat(fee.currency()).isEqualTo(currency);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "see website",
                "25 XXY",
                "1.2.3",
                "-5",
                "99999999999",
                "999,999,999,999 EUR",
                "5 k",
                "0 for students, 25 for others",
                "0 (members)"
            })
    void ambiguousTextHasNoAmount(String text) {
        assertThat(FeeParser.parse(text)).isNull();
    }

    /** {@code fees.tsv} holds texts of public listings; {@code fees-own.tsv} was written before the parser. */
    @ParameterizedTest
    @ValueSource(strings = {"fees.tsv", "fees-own.tsv"})
    void textsOfListingsAreReadAndNoneIsFreeByMistake(String file) throws IOException {
        List<String> wrong = new ArrayList<>();
        List<FeeLine> lines = lines(file);
        for (FeeLine line : lines) {
            Fee fee = FeeParser.parse(line.text());
            if (fee != null && fee.amount().signum() == 0) {
                assertThat(line.amount()).as(line.text()).isIn("0", "0.00");
            }
            if (!line.agrees(fee)) {
                wrong.add(line.text() + " -> " + fee);
            }
        }
        assertThat(lines).hasSizeGreaterThan(50);
        assertThat(wrong).as("wrong").hasSizeLessThanOrEqualTo(lines.size() / 20);
    }

    /** Denials of other fees, "no" as a word of its own, what is free for some applicants, scales from zero, thousands. */
    @Test
    void whatIsFreeForSomeOrBesideAnotherFeeIsNotFree() throws IOException {
        for (FeeLine line : lines("fees-limited.tsv")) {
            Fee fee = FeeParser.parse(line.text());

            assertThat(line.agrees(fee)).as(line.text() + " -> " + fee).isTrue();
        }
    }

    @Test
    @Timeout(5)
    void hostileTextIsReadInLinearTime() {
        for (String part : List.of(
                "1",
                "1 ",
                "1,",
                "$1,",
                "(",
                "(1-",
                "no entry or ",
                "free ",
                "$1(",
                "a ",
                "entry/",
                "free (",
                "$0-1k ",
                "no fee for the ",
                "not without ",
                "no fee to apply to this ",
                "free. ",
                "$0 for ",
                "(up to ")) {
            assertThatCode(() -> FeeParser.parse(part.repeat(200_000 / part.length())))
                    .as(part)
                    .doesNotThrowAnyException();
        }
    }

    /** @param amount the least that one entry costs, {@code UNKNOWN}, or {@code 0?} for a text that leaves it open */
    private record FeeLine(String text, String amount, String currency) {
        boolean agrees(@Nullable Fee fee) {
            if (amount.equals("UNKNOWN") || amount.endsWith("?")) {
                return fee == null;
            }
            return fee != null
                    && fee.amount().compareTo(new BigDecimal(amount)) == 0
                    && (fee.amount().signum() == 0
                            || currency.endsWith("?")
                            || currency.equals(fee.currency() == null ? "" : fee.currency()));
        }
    }

    private static List<FeeLine> lines(String file) throws IOException {
        try (InputStream in = FeeParserTest.class.getResourceAsStream("/opportunities/" + file)) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(fields -> new FeeLine(fields[0], fields[1], fields.length > 2 ? fields[2] : ""))
                    .toList();
        }
    }
}
