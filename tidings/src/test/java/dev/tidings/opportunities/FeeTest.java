package dev.tidings.opportunities;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeeTest {
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
                "$35 per entry | 35 | USD"
            })
    void feeIsParsedInCommonNotations(String text, String amount, String currency) {
        Fee fee = Fee.parse(text);

        assertThat(fee.amount()).isEqualByComparingTo(amount);
        assertThat(fee.currency()).isEqualTo(currency);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "see website",
                "25 XXY",
                "$25 for one, $35 for three",
                "25-35 EUR",
                "1.2.3",
                "-5",
                "99999999999",
                "5 k"
            })
    void ambiguousTextIsNotAFee(String text) {
        assertThat(Fee.parse(text)).isNull();
    }
}
