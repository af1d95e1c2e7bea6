package dev.tidings.api;

import dev.tidings.edition.Editions;
import dev.tidings.edition.LetterRow;
import dev.tidings.edition.Letters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What became of every letter, for administrators. */
@RestController
@Tag(name = "Editions")
class LetterEndpoints {
    private static final int MOST = 1000;

    private final Letters letters;
    private final Editions editions;

    LetterEndpoints(Letters letters, Editions editions) {
        this.letters = letters;
        this.editions = editions;
    }

    /** @param next the address of the next page, or null after the last */
    record LetterPage(List<LetterAnswer> letters, @Nullable String next) {}

    @GetMapping("/v1/editions/{id}/letters")
    @Operation(summary = "An edition's letters, by user id")
    LetterPage list(
            @PathVariable long id,
            @RequestParam(required = false) LetterRow.@Nullable Status status,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(MOST) int limit,
            HttpServletRequest request) {
        if (editions.find(id).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no edition " + id);
        }
        List<LetterAnswer> found = letters.ofEdition(id, status, after, limit + 1).stream()
                .map(LetterAnswer::of)
                .toList();
        if (found.size() <= limit) {
            return new LetterPage(found, null);
        }
        List<LetterAnswer> page = found.subList(0, limit);
        return new LetterPage(page, NextPage.of(request, "after", page.getLast().userId()));
    }

    @GetMapping("/v1/letters/{id}")
    @Operation(summary = "One letter, as the ledger has it now")
    LetterAnswer one(@PathVariable long id) {
        return letters.find(id)
                .map(LetterAnswer::of)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no letter " + id));
    }
}
