package dev.tidings.api;

import dev.tidings.audience.Preferences;
import dev.tidings.audience.Preferences.ConsentSource;
import dev.tidings.audience.UnknownUser;
import dev.tidings.audience.User;
import dev.tidings.audience.Users;
import dev.tidings.digest.Digest;
import dev.tidings.digest.DigestCatalog;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.security.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The preferences of a product's user, read and changed by that user. */
@RestController
@Tag(name = "Preferences")
class PreferenceEndpoints {
    private final Users users;
    private final Preferences preferences;
    private final DigestCatalog digests;

    PreferenceEndpoints(Users users, Preferences preferences, DigestCatalog digests) {
        this.users = users;
        this.preferences = preferences;
        this.digests = digests;
    }

    record PreferenceChange(@NotNull Boolean optInDigest) {}

    /** @param lastDigestSentAt when the user's last letter of any digest was sent, or null */
    record PreferenceResponse(boolean optInDigest, @Nullable Instant lastDigestSentAt) {}

    @GetMapping("/v1/digest/preferences")
    @Refusals({404})
    @Operation(
            operationId = "getPreferences",
            summary = "Whether the user gets the digest; the primary one, unless another is named")
    PreferenceResponse get(Principal caller, @RequestParam(required = false) @Nullable String digest) {
        return answer(caller.getName(), chosen(digest));
    }

    @PutMapping("/v1/digest/preferences")
    @Refusals({404})
    @Operation(operationId = "setPreferences", summary = "Subscribes or unsubscribes the user")
    PreferenceResponse put(
            Principal caller,
            @RequestParam(required = false) @Nullable String digest,
            @Valid @RequestBody PreferenceChange change) {
        preferences.setOptIn(caller.getName(), chosen(digest), change.optInDigest(), ConsentSource.PREFERENCES);
        return answer(caller.getName(), chosen(digest));
    }

    private Digest chosen(@Nullable String name) {
        return name == null ? digests.primary() : digests.require(name);
    }

    private PreferenceResponse answer(String userId, Digest digest) {
        User user = users.find(userId).orElseThrow(() -> new UnknownUser(userId));
        return new PreferenceResponse(preferences.optedIn(userId, digest), user.lastDigestSentAt());
    }
}
