package dev.tidings.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class HtmlEscaperTest {
    @Test
    void escapedTextParsesToTheSameText() {
        String text = "Łódź – <b>▁▇</b> & \"8 %\" 'é' `日本` 😀";
        String html = HtmlEscaper.escape(text);
        assertThat(Jsoup.parse("<p>" + html + "</p>").text()).isEqualTo(text);
        assertThat(html)
                .contains("&#321;", "&#8211;", "&#9601;", "&#233;", "日本", "😀")
                .doesNotContain("<", "Ł", "▁", "é");
    }

    @Test
    void stylesAndCommentsAreNotEncoded() {
        assertThat(HtmlEscaper.encodeNonAscii("<style>a:after{content:'→'}</style><!-- → --><p title=\"→\">→ é</p>"))
                .isEqualTo("<style>a:after{content:'→'}</style><!-- → --><p title=\"&#8594;\">&#8594; &#233;</p>");
    }
}
