package dev.tidings.scraping.reading;

import java.util.regex.Pattern;

/** What the words beside a date say about it. Of several dates in a text, the first label in this order decides. */
enum DateLabel {
    /** The new day of a deadline that was moved. */
    EXTENDED,
    /** The last of several deadlines. */
    FINAL,
    DEADLINE,
    /** No word that is known. */
    NONE,
    /** The old day of a deadline that was moved. */
    FORMER,
    /** The last day of a discount. */
    EARLY,
    OPENING,
    NOTIFICATION,
    EVENT;

    private static final WordList EARLY_WORDS = WordList.of("""
            early, early bird*, earlybird*, priority, first round, frühbucher*, tarif réduit, prima scadenza,
            discount*, fee goes up, fees go up, price goes up, prices go up, fee increases, fees increase, fee rises,
            fees rise""");
    private static final WordList FORMER_WORDS = WordList.of("""
            was, were, original*, previous*, former*, instead of, old deadline, ursprünglich*, bisher*, statt,
            vorher, initial*, au lieu du, inicial*, anterior*, originario, oorspronkelijk*, pierwotn*, původn*,
            раньше, ранее""");
    private static final WordList EXTENDED_WORDS = WordList.of("""
            extended, extension, new deadline, postponed, verlängert*, verlängerung, neue frist, prolong*,
            report*é, ampliad*, ampliación, prorog*, prorrog*, verlengd*, forlænget, förläng*, forleng*,
            przedłużon*, prodloužen*, продлен*""");
    private static final Pattern FROM = Pattern.compile("(?<!\\p{L})(?:from|von|du|del?|dal|van|fra|från) *$");
    private static final WordList NOW = WordList.of("now, jetzt, nun, ahora, ora, maintenant");
    private static final WordList FINAL_WORDS =
            WordList.of("final, late, last, letzt*, dernier*, últim*, ultim*, laatste, sista");
    private static final WordList DEADLINE_WORDS = WordList.of("""
            *deadline*, closing date*, *stichtag, *termin, au plus tard, date butoir, due, due date, cut-off, cutoff,
            *frist, *fristen, *schluss, abgabe, date
            limite, limite, délai, clôture, échéance, fecha límite, fecha de cierre, plazo*, scadenza, scade, termine,
            prazo, data limite, data límit, termini, sluitingsdatum, inleverdatum, uiterlijk, uiterste*, senast,
            sista ansökningsdag, hakuaika päättyy, määräaika, *frestur, termin, uzávěrka, uzávierka, határidő,
            termen limită, termen, rok, срок, крайният срок, дедлайн, рок, термін, προθεσμία, son başvuru*, son
            tarih, tähtaeg, termiņš, terminas, 締切, 締め切り, 必着, 消印有効, 〆切, 応募期限, 截止, 마감""");
    private static final WordList CLOSING = WordList.of("""
            close, closes, closing, end, ends, ending, expire, expires, endet, schließt, ferme, fermeture, se
            termine, cierra, cierre, fin, fine, finaliza, termina, chiude, chiusura, encerra, encerramento, sluit,
            slutter, stänger, päättyy,
            kończy się, upływa, mija, sluiting, končí""");
    private static final WordList UNTIL = WordList.of("""
            by, no later than, not later than, d'ici, until, till, through, thru, before, bis, spätestens, jusqu'au,
            jusqu'à, avant, avant le, hasta,
            antes, entro, fino, até, tot, voor, inden, før, innan, mennessä, do, până, до, μέχρι, έως, kadar,
            iki, līdz, kuni, まで, 까지""");
    private static final WordList OPENING_WORDS = WordList.of("""
            open, opens, opened, opening, start, starts, starting, from, begin*, launch*, posted, published,
            publié*, added, updated, since, created, launched, ab, vom, von, seit, beginnt, startet,
            veröffentlicht, depuis, à partir, à compter, dès le, ouverture, lancement, desde, inicio, lanzamiento,
            apertura, dal, dall', a partire,
            avvio, abertura, início, vanaf, inizio, début, *beginn, rozpocz*, od, od dne, от, с, 開始, 公募開始, 开始, 시작""");
    private static final WordList SHOW_OPENINGS = WordList.of("opening, ouverture, apertura, abertura, inaugur*");

    /** A day before which nothing counts. They contain words of deadlines. */
    private static final WordList EARLIEST_WORDS = WordList.of("""
            not before, no earlier than, not earlier than, earliest, not until, not open until, nicht vor, frühestens,
            pas avant, au plus tôt, no antes, non prima, niet voor, niet vóór, nie wcześniej, не ранее""");

    /** Right behind the only date of a text, these words say that something starts. */
    private static final WordList STARTING_BEHIND = WordList.of("""
            onwards, onward, opens, opening, starts, begins, applications open, submissions open, entries open, call open,
            から, より, 開始, 起, 부터, eröffnet, beginnt""");

    private static final WordList RESULTS_BEHIND = WordList.of("results, notification, announcement, 結果, 発表, 결과, 발표");
    private static final WordList AFTER = WordList.of("after, nach dem, après, después del, dopo il, na, po");
    private static final WordList NEGATIONS = WordList.of("""
            no, not, cannot, can't, won't, never, none, late, rejected, disqualified, ineligible, nicht, kein*, pas, ne,
            aucun*, ningun*, non, nessun*, niet, geen, nie, не""");
    private static final WordList NOTIFICATION_WORDS = WordList.of("""
            notif*, result, results, announce, announced, announcement*, selection, winner*, jury, jurying,
            decision*, inform, informed, hear back, shortlist*, bekanntgabe, benachrichtig*, auswahl, ergebnis*,
            jurysitzung, résultat*, sélection, resultado*, selección, fallo, esito, risultati, comunicaz*, uitslag,
            bekendmaking,
            wyniki, wyników, ogłoszen*, výsledky, результат*, 結果, 発表, 公布, 결과, 발표""");
    private static final WordList EVENT_WORDS = WordList.of("""
            grant period, funding period, project period, award period, fellowship period, program dates, programme dates,
            project dates, förderzeitraum, laufzeit, projektlaufzeit, aufenthaltszeitraum, residenc*, exhibition*,
            exhibit, show, shows, festival*, reception, event, events, fair, concert*,
            performance*, workshop*, delivery, drop-off, drop off, pick-up, install*, takes place, held,
            ceremony, conference, symposium, semester, ausstellung*, residenz*, aufenthalt*, vernissage,
            exposition*, résidence*, exposici*, residencia*, mostra, residenza, exposição, tentoonstelling*,
            udstilling*, utställning*, travel dates, preisverleihung, remise des prix, prix remis, inaugur*,
            opening reception, finissage,
            wernisaż*, finisaż*, deliver*, private view, stipendienzeitraum, ejecución, looptijd, realizacji, 展示期間,
            制作期間, 会期, 展覧会, wystaw*, výstav*""");
    /** What closes for visitors and not for those who apply. */
    private static final WordList PUBLIC_WORDS = WordList.of("""
            vote, votes, voting, auction*, ticket sale, ticket sales, tickets, abstimmung*, votación, votazion*, votação,
            stemming, stemmen, omröstning*, afstemning*, głosowan*, hlasován*, голосован*, 投票, 투표""");

    private static final WordList APPLYING = WordList.of("""
            call, calls, apply, applying, application*, submission*, submit, entry, entries, register,
            registration*, proposal*, bewerb*, einreich*, einsend*, anmeld*, candidat*, inscri*, postul*,
            solicit*, domand*, iscri*, aanmeld*, ansøg*, ansök*, søk*, zgłosz*, přihláš*, заявк*""");

    /** Words that do not say what a date is. */
    private static final WordList NEUTRAL = WordList.of("""
            open, period, window, accepted, extended, arasında, received, between, year, every, appel, dossiers, dépôt,
            convocatoria, abierta,
            haku, auki,
            募集, 応募, 报名, 報名, 접수, başvuru*, tarihleri, saat, godz, klo, alle, ore, heures, your, local, time""");

    private static final WordList OTHER_DEADLINES =
            WordList.of("notification deadline, decision deadline, payment deadline");

    /** Parts of one call, each with its own deadline. */
    private static final WordList ROUNDS = WordList.of("""
            stage, round, phase, session, cycle, runde, etappe, fase, étape, etapa, tappa""");

    /** @param words the normalized words before or after a date */
    static DateLabel of(String words) {
        String clause = words.replace("open call", "call");
        if (EARLIEST_WORDS.isIn(clause)) {
            return OPENING;
        }
        if (EARLY_WORDS.isIn(clause)) {
            return EARLY;
        }
        if (FORMER_WORDS.isIn(clause)
                || (EXTENDED_WORDS.isIn(clause) && FROM.matcher(clause).find())) {
            return FORMER;
        }
        boolean isOpening = OPENING_WORDS.isIn(clause);
        if (EXTENDED_WORDS.isIn(clause) || (NOW.isIn(clause) && !isOpening)) {
            return EXTENDED;
        }
        boolean isApplying = APPLYING.isIn(clause);
        if (PUBLIC_WORDS.isIn(clause) && !isApplying) {
            return EVENT;
        }
        boolean isEvent = EVENT_WORDS.isIn(clause);
        if (FINAL_WORDS.isIn(clause) && !isEvent && !isOpening) {
            return FINAL;
        }
        if (DEADLINE_WORDS.isIn(clause) && !OTHER_DEADLINES.isIn(clause)) {
            return DEADLINE;
        }
        if (NOTIFICATION_WORDS.isIn(clause)) {
            return NOTIFICATION;
        }
        boolean isEnd = CLOSING.isIn(clause) || UNTIL.isIn(clause);
        if (isEvent && !(isEnd && isApplying)) {
            return EVENT;
        }
        if (isEnd || ROUNDS.isIn(clause)) {
            return DEADLINE;
        }
        return isOpening ? OPENING : NONE;
    }

    /**
     * The label that words on both sides of a date give it: "after 1 March" is an opening, "not after" a deadline.
     *
     * @param before the normalized words in the same clause
     * @param behind the normalized words in the same clause
     */
    static DateLabel between(String before, String behind) {
        if (!AFTER.isIn(before)) {
            return NONE;
        }
        return NEGATIONS.isIn(before) || NEGATIONS.isIn(behind) ? DEADLINE : OPENING;
    }

    /** @param behind the normalized words right behind the only date of a text, in the same clause */
    static DateLabel ofOnly(String behind) {
        if (RESULTS_BEHIND.isIn(behind)) {
            return NOTIFICATION;
        }
        if (STARTING_BEHIND.isIn(behind)) {
            return OPENING;
        }
        return DEADLINE_WORDS.isIn(behind) ? DEADLINE : NONE;
    }

    /** @param words of an {@link #OPENING}; "Opening: 3 April" alone is as likely the opening of the show */
    static boolean isOpeningOfCall(String words) {
        return APPLYING.isIn(words) || !SHOW_OPENINGS.isIn(words);
    }

    /** Whether a word neither explains a date nor leaves it in doubt. */
    static boolean isNeutral(String word) {
        return APPLYING.isIn(word) || NEUTRAL.isIn(word);
    }

    /** Whether a date with this label can be the deadline. */
    boolean isDeadline() {
        return compareTo(EARLY) <= 0;
    }
}
