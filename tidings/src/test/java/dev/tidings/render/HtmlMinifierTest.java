package dev.tidings.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlMinifierTest {
    @Test
    void outlookCommentsAreKept() {
        String comment =
                "<!--[if mso | IE]><table border=\"0\" class=\"\" style=\"width:0px;\" ><tbody><tr><td><![endif]-->";

        assertThat(HtmlMinifier.minify(comment)).isEqualTo(comment);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <td style="padding:0px 10px;color:#000000; ">   | <td style="padding:0 10px;color:#000000">
                    <table border="0" class="" role="presentation" > | <table role="presentation">
                    <p style="background:#fff;background-color:#fff;margin:0"> | <p style="background-color:#fff;margin:0">
                    <p style="background:#fff;background-color:#ffffff"> | <p style="background:#fff;background-color:#ffffff">
                    <p style="background:url(a);background-color:#fff"> | <p style="background:url(a);background-color:#fff">
                    <td style="color: {{brand.accent}} ;x: y">      | <td style="color:{{brand.accent}};x:y">
                    <p style="font-family: 'A; b', serif ;">        | <p style="font-family: 'A; b', serif ">
                    <table><tbody><tr><td>a</td></tr></tbody></table> | <table><tr><td>a</td></tr></table>
                    <tbody class="x">                                | <tbody class="x">
                    a style="width:0px;" b                           | a style="width:0px;" b
                    """)
    void unusedPartsOfATagAreRemoved(String tag, String minified) {
        assertThat(HtmlMinifier.minify(tag)).isEqualTo(minified);
    }

    @Test
    void stylesKeepTheirMeaning() {
        assertThat(HtmlMinifier.minify(
                        "<style type=\"text/css\">\n  @media only screen and (max-width: 479px) {\n    .card > td, a :hover {"
                                + " color: {{brand.accent}} !important; margin: 0 auto; }\n  }\n</style>"))
                .isEqualTo("<style type=\"text/css\">@media only screen and (max-width:479px){"
                        + ".card>td,a :hover{color:{{brand.accent}} !important;margin:0 auto}\n}</style>");
        assertThat(HtmlMinifier.minify("<style>a:after { content: ' ; ' }</style>"))
                .contains("{ content: ' ; ' }");
    }

    @Test
    void lineBreaksAreRemovedBesideTablesOnly() {
        assertThat(HtmlMinifier.minify(
                        "<table>\n  <tr>\n    <td>\n a\n   b <b>c</b>\n <b>d</b>\n</td>\n  </tr>\n</table>\n"))
                .isEqualTo("<table><tr><td>a\nb <b>c</b>\n<b>d</b></td></tr></table>");
    }

    @Test
    void sectionLinesAndLongLinesAreNotJoined() {
        assertThat(HtmlMinifier.minify("<tr>\n{{#days}}\n<td>x</td>\n{{/days}}\n</tr>"))
                .isEqualTo("<tr>\n{{#days}}\n<td>x</td>\n{{/days}}\n</tr>");
        assertThat(HtmlMinifier.minify(("<td>" + "x".repeat(80) + "</td>\n").repeat(20))
                        .lines())
                .hasSizeGreaterThan(4)
                .allMatch(line -> line.length() <= 300);
    }

    @Test
    void urlStartsANewLine() {
        assertThat(HtmlMinifier.minify("<a class=\"link\" href=\"{{link}}\">x</a>"))
                .isEqualTo("<a class=\"link\"\nhref=\"{{link}}\">x</a>");
    }
}
