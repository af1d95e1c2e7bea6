package dev.tidings.audience;

import dev.tidings.database.Timestamps;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The users' opt-ins per digest.
 *
 * <p>A digest's own opt-in decides; without one, {@code users.opt_in_digest} does. That column also holds the opt-in of
 * the primary digest. Before it changes, its old value is copied to every other digest that relies on it, so a change
 * of one digest does not affect others.
 */
@Repository
public class Preferences {
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final DigestCatalog catalog;

    public Preferences(JdbcClient jdbc, TransactionTemplate transactions, DigestCatalog catalog) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.catalog = catalog;
    }

    /** How an opt-in or opt-out was given, as stored in {@code consent.source}. */
    public enum ConsentSource {
        IMPORT,
        API,
        PREFERENCES,
        /** A visit of the link in a letter. */
        LINK,
        /** The button of the page behind that link. */
        PAGE,
        ONE_CLICK,
        UNDO,
        CONSOLE,
        /** A scanner's visit of the link is taken back. */
        SCANNER;

        /** Whose answers they are, the weakest first: the product's or nobody's, an operator's, the user's own. */
        private int authority() {
            return switch (this) {
                case IMPORT, SCANNER -> 0;
                case API, CONSOLE -> 1;
                case PREFERENCES, LINK, PAGE, ONE_CLICK, UNDO -> 2;
            };
        }

        boolean isUsersOwn() {
            return authority() == 2;
        }

        boolean isOperators() {
            return authority() == 1;
        }

        /** The sources, as stored, whose opt-outs an opt-in from this source overrules. */
        String[] overruled() {
            return Stream.of(values())
                    .filter(source -> source.authority() <= authority())
                    .map(ConsentSource::columnValue)
                    .toArray(String[]::new);
        }

        String columnValue() {
            return name().toLowerCase(Locale.ROOT);
        }

        static ConsentSource ofColumn(String column) {
            return valueOf(column.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether the user is subscribed to the digest; false for an unknown user. */
    public boolean optedIn(String userId, Digest digest) {
        return optedIn(userId, digest.name());
    }

    private boolean optedIn(String userId, String digest) {
        return jdbc.sql("""
                select coalesce(p.opt_in, u.opt_in_digest)
                from users u
                left join digest_preference p on p.user_id = u.id and p.digest = :digest
                where u.id = :user""")
                .param("user", userId)
                .param("digest", digest)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** The user's consent records, newest first. */
    public List<ConsentRecord> listConsent(String userId, int limit) {
        return jdbc.sql("""
                select digest, opt_in, source, recorded_at
                from consent
                where user_id = :user
                order by recorded_at desc, id desc
                limit :limit""")
                .param("user", userId)
                .param("limit", limit)
                .query((row, number) -> new ConsentRecord(
                        row.getString("digest"),
                        row.getBoolean("opt_in"),
                        ConsentSource.ofColumn(row.getString("source")),
                        Timestamps.read(row, "recorded_at")))
                .list();
    }

    /**
     * Sets an opt-in and records the consent. If it already has this value, nothing changes. Even then the consent is
     * recorded if the user confirms a value that only the product or an operator had set.
     *
     * @return whether the opt-in changed; false for an unknown user
     */
    public boolean setOptIn(String userId, Digest digest, boolean optIn, ConsentSource source) {
        return setOptIn(userId, digest.name(), optIn, source);
    }

    /** For a digest that may no longer be configured. */
    public boolean setOptIn(String userId, String digest, boolean optIn, ConsentSource source) {
        return Objects.requireNonNull(transactions.execute(transaction -> {
            Optional<Boolean> generalOptIn = lockUser(userId);
            boolean changes = optedIn(userId, digest) != optIn;
            if (generalOptIn.isEmpty() || (!changes && !isFirstOwnStatement(userId, digest, optIn, source))) {
                return false;
            }
            if (!digest.equals(catalog.primary().name())) {
                upsertPreference(userId, digest, optIn);
            } else if (changes) {
                copyGeneralOptIn(userId, digest, generalOptIn.get());
                updateGeneralOptIn(userId, digest, optIn);
            }
            recordConsent(userId, digest, optIn, source);
            return changes;
        }));
    }

    /**
     * Undoes an opt-out by a visit of the link in a letter, if nobody has said anything since.
     *
     * @return whether the user is opted in again
     */
    public boolean takeBackOptOutByLink(String userId, String digest) {
        return Objects.requireNonNull(
                transactions.execute(transaction -> lockUser(userId).isPresent()
                        && isLastOptOutByLink(userId, digest)
                        && setOptIn(userId, digest, true, ConsentSource.SCANNER)));
    }

    private boolean isLastOptOutByLink(String userId, String digest) {
        return jdbc.sql("""
                select source = 'link' and not opt_in from consent
                where user_id = :user and (digest = :digest or digest is null)
                order by id desc
                limit 1""")
                .param("user", userId)
                .param("digest", digest)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Whether the user confirms a value that so far only the product or an operator had set. */
    private boolean isFirstOwnStatement(String userId, String digest, boolean optIn, ConsentSource source) {
        return source.isUsersOwn()
                && jdbc.sql("""
                        select opt_in from consent
                        where user_id = :user and digest = :digest and source not in ('import', 'api', 'console', 'scanner')
                        order by id desc
                        limit 1""")
                        .param("user", userId)
                        .param("digest", digest)
                        .query(Boolean.class)
                        .optional()
                        .map(lastOptIn -> lastOptIn != optIn)
                        .orElse(!optIn);
    }

    private Optional<Boolean> lockUser(String userId) {
        return jdbc.sql("select opt_in_digest from users where id = :user for no key update")
                .param("user", userId)
                .query(Boolean.class)
                .optional();
    }

    private void copyGeneralOptIn(String userId, String primary, boolean generalOptIn) {
        jdbc.sql("""
                insert into digest_preference (user_id, digest, opt_in)
                select :user, digest, :general from unnest(:others::text[]) as other (digest)
                on conflict do nothing""")
                .param("user", userId)
                .param("general", generalOptIn)
                .param(
                        "others",
                        catalog.all().stream()
                                .map(Digest::name)
                                .filter(name -> !name.equals(primary))
                                .toArray(String[]::new))
                .update();
    }

    /**
     * Deletes the primary digest's own opt-in, which remains only from a configuration with another primary digest.
     */
    private void updateGeneralOptIn(String userId, String primary, boolean optIn) {
        jdbc.sql("update users set opt_in_digest = :optIn, updated_at = now() where id = :user")
                .param("user", userId)
                .param("optIn", optIn)
                .update();
        jdbc.sql("delete from digest_preference where user_id = :user and digest = :digest")
                .param("user", userId)
                .param("digest", primary)
                .update();
    }

    private void upsertPreference(String userId, String digest, boolean optIn) {
        jdbc.sql("""
                insert into digest_preference (user_id, digest, opt_in) values (:user, :digest, :optIn)
                on conflict (user_id, digest) do update set opt_in = excluded.opt_in, changed_at = now()""")
                .param("user", userId)
                .param("digest", digest)
                .param("optIn", optIn)
                .update();
    }

    private void recordConsent(String userId, String digest, boolean optIn, ConsentSource source) {
        jdbc.sql("insert into consent (user_id, digest, opt_in, source) values (:user, :digest, :optIn, :source)")
                .param("user", userId)
                .param("digest", digest)
                .param("optIn", optIn)
                .param("source", source.columnValue())
                .update();
    }
}
