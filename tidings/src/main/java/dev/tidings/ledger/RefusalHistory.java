package dev.tidings.ledger;

import dev.tidings.core.EmailAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The refusals of one transport and sender since a letter was last accepted, and the letters that wait for a decision.
 * In memory: what is forgotten is judged anew. Its owner guards it by its lock.
 */
final class RefusalHistory {
    /** People unknown in a row at one domain from which on its server has lost its users. */
    static final int LOST_USERS = 20;

    private static final int MAX_ENTRIES = 10_000;
    private static final Pattern EDGES = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");
    private static final Pattern COMPARED =
            Pattern.compile("[\\p{L}][\\p{L}'-]*|[245]\\d\\d|[245]\\.\\d{1,3}\\.\\d{1,3}");

    private static final Pattern CODES = Pattern.compile("\\b[245]\\d\\d(?: [245]\\.\\d{1,3}\\.\\d{1,3})?");

    /** Letters that were refused alike, with no acceptance between. */
    record RefusalRun(Set<Long> letters, Set<String> domains) {}

    /**
     * @param times how often the letter was refused
     * @param acceptances what the transport had accepted at the first refusal
     */
    private record PendingRefusal(int times, long acceptances) {}

    private final Map<String, RefusalRun> runs = bounded();
    private final Map<Long, PendingRefusal> pending = bounded();
    private final Map<String, Set<EmailAddress>> unknownPeople = bounded();
    private long acceptances;

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MAX_ENTRIES;
            }
        };
    }

    void accepted(long letter, EmailAddress address) {
        acceptances++;
        runs.clear();
        pending.remove(letter);
        if (!unknownPeople.isEmpty()) {
            unknownPeople.remove(address.domain());
        }
    }

    /** A refusal in the run of those with the same words and codes, and in the run of those with the same codes. */
    record RefusalRuns(RefusalRun words, RefusalRun codes) {}

    /**
     * Adds a refusal to its runs, which it returns.
     *
     * @param unknown whether it says that nobody has the address; such refusals are no run with others
     */
    RefusalRuns refused(long letter, EmailAddress address, String reason, boolean unknown) {
        pending.merge(
                letter,
                new PendingRefusal(1, acceptances),
                (known, one) -> new PendingRefusal(known.times() + 1, known.acceptances()));
        return new RefusalRuns(
                run(pattern(reason), letter, address),
                run((unknown ? "unknown " : "refused ") + codes(reason), letter, address));
    }

    private RefusalRun run(String pattern, long letter, EmailAddress address) {
        RefusalRun run = runs.computeIfAbsent(pattern, _ -> new RefusalRun(new HashSet<>(), new HashSet<>()));
        run.letters().add(letter);
        run.domains().add(address.domain());
        return run;
    }

    /** Whether the transport has accepted a letter since it first refused this one. */
    boolean othersAcceptedSince(long letter) {
        PendingRefusal first = pending.get(letter);
        return first != null && first.acceptances() < acceptances;
    }

    int timesRefused(long letter) {
        PendingRefusal refusal = pending.get(letter);
        return refusal == null ? 0 : refusal.times();
    }

    /** The letter is decided. */
    void forget(long letter) {
        pending.remove(letter);
    }

    /** The edition stops: its letters are judged anew when it is resumed. */
    void clear() {
        runs.clear();
        pending.clear();
    }

    /** Adds a person whom the server of the address does not know. */
    void unknownPerson(EmailAddress address) {
        Set<EmailAddress> people = unknownPeople.computeIfAbsent(address.domain(), _ -> new HashSet<>());
        if (people.size() < LOST_USERS) {
            people.add(address);
        }
    }

    /** Whether the server of the domain has lost its users: it knows none of many in a row. */
    boolean hasLostUsers(String domain) {
        return unknownPeople.getOrDefault(domain, Set.of()).size() >= LOST_USERS;
    }

    /** The first people in a row who were unknown at the domain. */
    List<EmailAddress> unknownPeople(String domain) {
        return List.copyOf(unknownPeople.getOrDefault(domain, Set.of()));
    }

    /** The stage and the first codes of a refusal, without the server's words. */
    private static String codes(String reason) {
        Matcher first = CODES.matcher(reason);
        return first.find() ? reason.substring(0, first.end()) : "";
    }

    /** What equal refusals share: their words and codes, without addresses, hosts and numbers. */
    static String pattern(String reason) {
        StringJoiner pattern = new StringJoiner(" ");
        for (String word : reason.split("\\s+", -1)) {
            String bare = EDGES.matcher(word).replaceAll("");
            if (COMPARED.matcher(bare).matches()) {
                pattern.add(bare.toLowerCase(Locale.ROOT));
            }
        }
        return pattern.toString();
    }
}
