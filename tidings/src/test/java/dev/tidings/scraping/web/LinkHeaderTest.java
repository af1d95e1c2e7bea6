package dev.tidings.scraping.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkHeaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            nullValues = "none",
            value = {
                "<https://a.example/2>; rel=\"next\" # https://a.example/2",
                "</list?a=1,2;b>; rel=next # https://source.example/list?a=1,2;b",
                "<x>; rel=\"prev\", <two>; title=\"a, <b>\"; rel=\"last next\" # https://source.example/two",
                "<x>; REL=NEXT # https://source.example/x",
                "<x>; rel=\"nextish\" # none",
                "<x>; rel=\"last\"; title=\"rel=next\" # none",
                "<ftp://a.example/2>; rel=next # none",
                "<x # none",
                "none # none"
            })
    void nextPageIsFound(String header, String expected) {
        assertThat(LinkHeader.next(header, URI.create("https://source.example/one")))
                .isEqualTo(expected == null ? null : URI.create(expected));
    }
}
