package dev.tidings.feedback;

import org.springframework.stereotype.Component;

/** The tables whose rows about readers' visits are pruned. */
@Component
public record VisitRetention(LetterEvents letterEvents, UnsubscribeVisits unsubscribes) {}
