package dev.tidings.api;

/** Example lines for the API description. */
final class ApiExamples {
    static final String NDJSON = "application/x-ndjson";

    private static final String FIELDS = """
            "email": "ada@example.com", "name": "Ada", "account_id": "acme", \
            "time_zone": "Europe/Paris", "locale": "fr-FR", "plan": "pro", "opt_in_digest": true, "profile": {"craft": "ceramics"}}
            """;

    static final String USER = "{\"id\": \"user-17\", " + FIELDS;

    /** A user without its id, which is in the address. */
    static final String USER_FIELDS = "{" + FIELDS;

    static final String METRICS = """
            {"account_id": "acme", "source_name": "web", "metric_date": "2026-11-09", \
            "data": {"sessions": 812, "conversions": 9, "reach": 3120, "engagement": 264}}
            """;

    static final String OPPORTUNITY = """
            {"title": "Stone carving residency", "url": "https://atelier.example/residency-2027", "organization": "Atelier Nord", \
            "deadline": "2027-01-31", "tags": ["residency", "stone"], "discipline": ["sculpture"], "type": "residency", \
            "location": "Berlin", "fee": "25 EUR", "award": "EUR 2,000 and a studio", "remote": false, "language": "en"}
            """;

    static final String FEEDBACK = """
            {"user_id": "user-17", "opportunity_id": "call-2", "kind": "saved", "at": "2026-11-09T18:20:00Z"}
            {"user_id": "user-17", "opportunity_id": "call-2", "kind": "rated", "rating": 4, "at": "2026-11-10T07:05:00+01:00"}
            """;

    private ApiExamples() {}
}
