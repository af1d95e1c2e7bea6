package dev.tidings.scraping.reading;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What texts without a date say about a deadline. */
enum UndatedPhrase {
    /** Applications are no longer accepted. */
    CLOSED("""
        closed, expired, passed, has passed, ended, is over, geschlossen, abgelaufen, beendet, vorbei,
        candidatures closes, inscriptions closes, sont closes, est close, est clos, appel clos, clôturé*, terminé*,
        cerrad*, finalizad*, chius*, scadut*, encerrad*,
        gesloten, lukket, stängd*, stengt, suljettu, zamknięt*, zakończon*, ukončen*, uzavřen*, uzavret*,
        lezárt*, închis*, закрыт*, завершен*, закрито, κλειστ*, sona erdi, 終了, 締め切りました, 已截止, 마감됨"""),
    /** There is no deadline. */
    OPEN("""
        rolling, ongoing, on-going, until filled, till filled, until all places are filled, continuous, continuously,
        no deadline, no closing date,
        none, always, any time, anytime, always open, year round, year-round, all year, permanent*, until
        further notice, laufend, fortlaufend, jederzeit, ganzjährig, keine frist, bis auf weiteres, en continu,
        toute l'année, tout au long de l'année, à tout moment, sin
        fecha límite, todo el año, en cualquier momento, sempre aperto, senza scadenza, esaurimento posti,
        in qualsiasi momento, sem prazo, doorlopend, het hele jaar, op elk moment, cały rok, løbende, løpende,
        löpande, jatkuva, ciągły, průběžně, на постоянной основе, 随時, 常時, 상시"""),
    /** The deadline is not known. */
    UNKNOWN("""
        tba, tbc, tbd, to be announced, to be confirmed, to be determined, unknown, n/a, not specified, not
        stated, various, varies, varied, multiple, several, twice, pending, monthly, quarterly, weekly,
        annually, annual, yearly, biannual*, asap, open, first come, no fixed deadline, see website, see link,
        see details, check website, siehe website, auf anfrage, wird bekannt gegeben, voir le site, à venir, à
        préciser, por confirmar, da definire, unbekannt""");

    private static final WordList NOT_GIVEN =
            WordList.of("no fixed deadline, no set deadline, none listed, none given, none stated");

    private final Pattern phrases;

    UndatedPhrase(String phrases) {
        this.phrases = WordList.of(phrases).pattern();
    }

    /**
     * The phrase that a normalized text contains; null if it contains none.
     *
     * <p>A dash alone means that the deadline is not known.
     */
    static @Nullable UndatedPhrase of(String text) {
        if (text.equals("-") || NOT_GIVEN.isIn(text)) {
            return UNKNOWN;
        }
        for (UndatedPhrase phrase : values()) {
            if (phrase.phrases.matcher(text).find()) {
                return phrase;
            }
        }
        return null;
    }
}
