package dev.tidings.audience;

import dev.tidings.bulk.FileRefused;
import dev.tidings.bulk.ImportTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** User lines on their way into the database. */
final class UserImportTarget implements ImportTarget {
    private static final List<String> TEXT_COLUMNS =
            List.of("id", "email", "account_id", "opt_in_digest", "name", "time_zone", "locale", "plan");

    private final StagedUsers staged;
    private final String primary;
    private final Preferences.ConsentSource source;
    private final UserRowValidator validator = new UserRowValidator();

    /**
     * @param primary the name of the digest that {@code users.opt_in_digest} speaks of
     * @param how {@code IMPORT} or {@code API}
     */
    UserImportTarget(StagedUsers staged, String primary, Preferences.ConsentSource how) {
        this.staged = staged;
        this.primary = primary;
        this.source = how;
    }

    @Override
    public void checkHeader(List<String> columns) {
        List<String> unknown = new ArrayList<>(columns);
        unknown.removeAll(UserRowValidator.COLUMNS);
        if (!unknown.isEmpty()) {
            throw new FileRefused("Line 1: unknown column \"" + unknown.getFirst()
                    + "\"; a file of users has the columns " + String.join(", ", UserRowValidator.COLUMNS));
        }
        List<String> missing = new ArrayList<>(UserRowValidator.REQUIRED);
        missing.removeAll(columns);
        if (!missing.isEmpty()) {
            throw new FileRefused(
                    "Line 1: the column \"" + missing.getFirst() + "\" is missing; a file of users begins with "
                            + "a header line that names at least " + String.join(", ", UserRowValidator.REQUIRED));
        }
    }

    @Override
    public ObjectNode check(ObjectNode row, Consumer<String> note) {
        return validator.check(row, note);
    }

    @Override
    public String key(ObjectNode checked) {
        return checked.path("id").stringValue();
    }

    @Override
    public String createStaging() {
        return StagedUsers.CREATE;
    }

    @Override
    public String copyStaging() {
        return StagedUsers.COPY;
    }

    @Override
    public List<@Nullable String> columns(ObjectNode checked) {
        List<@Nullable String> columns = new ArrayList<>();
        columns.add("{" + String.join(",", checked.propertyNames()) + "}");
        for (String name : TEXT_COLUMNS) {
            columns.add(checked.path(name).asString(null));
        }
        columns.add(checked.path("profile").isObject() ? checked.path("profile").toString() : null);
        return columns;
    }

    @Override
    public StoreResult store() {
        staged.recordFirstConsent(source);
        staged.upsert();
        staged.updateOptIns(primary, source);
        return new StoreResult(List.of(), staged.ignoredOptIns());
    }
}
