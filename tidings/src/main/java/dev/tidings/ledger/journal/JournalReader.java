package dev.tidings.ledger.journal;

import dev.tidings.ledger.journal.JournalFormat.JournalLine;
import dev.tidings.ledger.journal.LetterProgress.AnswerMissing;
import dev.tidings.ledger.journal.LetterProgress.Answered;
import dev.tidings.ledger.journal.LetterProgress.NotSent;
import dev.tidings.ledger.journal.RecordedRun.RecordedLetter;
import dev.tidings.transport.SendOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the journal file of a run that has ended. */
final class JournalReader {
    private static final Logger log = LoggerFactory.getLogger(JournalReader.class);

    private JournalReader() {}

    /**
     * Returns null if nothing can be learned from the file. A damaged file is renamed.
     *
     * @param instance the id of the database
     */
    static @Nullable RecordedRun read(Path file, UUID instance) throws IOException {
        byte[] content = Files.readAllBytes(file);
        if (JournalHeader.isBlank(content)) {
            log.info("{} is empty", file);
            return null;
        }
        JournalHeader header = JournalHeader.read(content);
        if (header == null) {
            Path aside = file.resolveSibling("damaged");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            log.warn("{} is damaged or of another version: it is ignored, and kept as {}", file, aside);
            return null;
        }
        if (!header.instance().equals(instance)) {
            log.warn(
                    "{} belongs to another database (instance {}): it is ignored and deleted", file, header.instance());
            return null;
        }
        return run(header.run(), content, header.isUnchanged(file, content));
    }

    private static RecordedRun run(UUID run, byte[] content, boolean complete) {
        Map<LetterAttempt, LetterProgress> letters = new LinkedHashMap<>();
        int damaged = 0;
        for (int lane = 0; lane < JournalFormat.LANES; lane++) {
            if (JournalFormat.hasBatch(content, lane)) {
                List<JournalLine> lines = JournalFormat.lines(content, lane, run);
                if (lines.isEmpty() || lines.getFirst().type() != JournalFormat.BEGIN) {
                    damaged++;
                } else {
                    addBatch(lines, letters);
                }
            }
        }
        List<RecordedLetter> recorded = letters.entrySet().stream()
                .map(each -> new RecordedLetter(each.getKey(), each.getValue()))
                .toList();
        return new RecordedRun(run, complete, recorded, damaged);
    }

    private static void addBatch(List<JournalLine> lines, Map<LetterAttempt, LetterProgress> letters) {
        List<LetterAttempt> batch = lines.getFirst().letters();
        batch.forEach(letter -> letters.merge(letter, new NotSent(), JournalReader::later));
        for (JournalLine line : lines.subList(1, lines.size())) {
            LetterProgress progress = progress(line);
            if (progress != null && line.position() >= 0 && line.position() < batch.size()) {
                letters.merge(batch.get(line.position()), progress, JournalReader::later);
            }
        }
    }

    private static @Nullable LetterProgress progress(JournalLine line) {
        if (line.type() == JournalFormat.FINAL_BYTE) {
            return new AnswerMissing();
        }
        SendOutcome outcome = line.outcome();
        return outcome == null ? null : new Answered(outcome);
    }

    /** The further progress of two: an answer, then a final byte without one. */
    private static LetterProgress later(LetterProgress one, LetterProgress other) {
        return rank(other) > rank(one) ? other : one;
    }

    private static int rank(LetterProgress progress) {
        return switch (progress) {
            case NotSent() -> 0;
            case AnswerMissing() -> 1;
            case Answered(SendOutcome outcome) -> outcome instanceof SendOutcome.Accepted ? 3 : 2;
        };
    }
}
