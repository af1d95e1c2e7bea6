package dev.tidings.audience;

import dev.tidings.bulk.Destination;
import dev.tidings.bulk.FileRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** User lines on their way into the database. */
final class UserLines implements Destination {
    private static final List<String> TEXTS =
            List.of("id", "email", "account_id", "opt_in_digest", "name", "time_zone", "locale", "plan");

    private final StagedUsers staged;
    private final String primary;
    private final Preferences.How how;
    private final UserLine userLine = new UserLine();

    /**
     * @param primary the name of the digest that {@code users.opt_in_digest} speaks of
     * @param how {@code IMPORT} or {@code API}
     */
    UserLines(StagedUsers staged, String primary, Preferences.How how) {
        this.staged = staged;
        this.primary = primary;
        this.how = how;
    }

    @Override
    public void checkHeader(List<String> columns) {
        List<String> unknown = new ArrayList<>(columns);
        unknown.removeAll(UserLine.KEYS);
        if (!unknown.isEmpty()) {
            throw new FileRefused("Line 1: unknown column \"" + unknown.getFirst()
                    + "\"; a file of users has the columns " + String.join(", ", UserLine.KEYS));
        }
        List<String> missing = new ArrayList<>(UserLine.REQUIRED);
        missing.removeAll(columns);
        if (!missing.isEmpty()) {
            throw new FileRefused(
                    "Line 1: the column \"" + missing.getFirst() + "\" is missing; a file of users begins with "
                            + "a header line that names at least " + String.join(", ", UserLine.REQUIRED));
        }
    }

    @Override
    public ObjectNode check(ObjectNode row, Consumer<String> note) {
        return userLine.check(row, note);
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
        for (String name : TEXTS) {
            columns.add(checked.path(name).asString(null));
        }
        columns.add(checked.path("profile").isObject() ? checked.path("profile").toString() : null);
        return columns;
    }

    @Override
    public Remarks store() {
        staged.recordFirstAnswers(how);
        staged.upsert();
        staged.changeAnswers(primary, how);
        return new Remarks(List.of(), staged.answersNotTaken());
    }
}
