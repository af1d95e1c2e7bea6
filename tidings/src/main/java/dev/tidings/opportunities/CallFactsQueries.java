package dev.tidings.opportunities;

import dev.tidings.database.EnumColumn;
import dev.tidings.database.Timestamps;
import dev.tidings.opportunities.Opportunity.OpportunityStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads what holds for calls that several sources report. */
@Repository
public class CallFactsQueries {
    private static final String COLUMNS = """
            select coalesce(o.duplicate_of, o.id) as call, o.deadline, o.deadline_at, o.fee, o.currency, o.fee_text,
                   case when o.status_by = 'deadline' then 'live' else o.status end as status
            from opportunity o
            """;

    private final JdbcClient jdbc;

    public CallFactsQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By the id of the original, for all groups of several reports. */
    public Map<String, CallFacts> ofGroups() {
        List<ReportFacts> reports =
                jdbc.sql(COLUMNS + """
                        where o.duplicate_of is not null
                           or exists (select from opportunity d where d.duplicate_of = o.id)
                        order by o.created_at, o.id""").query((row, number) -> read(row)).list();
        Map<String, CallFacts> facts = new HashMap<>();
        reports.stream()
                .collect(Collectors.groupingBy(ReportFacts::call))
                .forEach((call, ofCall) -> facts.put(call, CallFacts.of(ofCall)));
        return facts;
    }

    /** The facts of the call that an existing opportunity reports. */
    public CallFacts of(Opportunity opportunity) {
        return CallFacts.of(jdbc.sql(COLUMNS + """
                        where o.id = :call or o.duplicate_of = :call
                        order by o.created_at, o.id""")
                .param("call", opportunity.call())
                .query((row, number) -> read(row))
                .list());
    }

    private static ReportFacts read(ResultSet row) throws SQLException {
        LocalDate day = Timestamps.readDate(row, "deadline");
        return new ReportFacts(
                row.getString("call"),
                EnumColumn.read(row, "status", OpportunityStatus.HIDDEN),
                day == null ? null : new Deadline(day, Timestamps.readNullable(row, "deadline_at")),
                new StatedFee(OpportunityRowMapper.fee(row), row.getString("currency"), row.getString("fee_text")));
    }
}
