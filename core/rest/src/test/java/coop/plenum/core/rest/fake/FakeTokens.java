package coop.plenum.core.rest.fake;

import coop.plenum.api.access.ApiToken;
import coop.plenum.api.access.ApiTokens;
import coop.plenum.api.access.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Tokens in a list. */
public final class FakeTokens implements ApiTokens {
    private final List<ApiToken> tokens = new ArrayList<>();

    @Override
    public synchronized List<ApiToken> list(Caller caller, UUID user) {
        return List.copyOf(tokens);
    }

    @Override
    public synchronized Issued issue(
            Caller caller, String name, Set<String> permissions, UUID space, Duration lifetime) {
        Instant now = Instant.now();
        ApiToken token = new ApiToken(
                UUID.randomUUID(),
                caller.subject().id(),
                name,
                permissions,
                space,
                now,
                now.plus(lifetime),
                Optional.empty());
        tokens.add(token);
        return new Issued(token, "plm_secret");
    }

    @Override
    public synchronized void revoke(Caller caller, UUID id) {
        tokens.removeIf(token -> token.id().equals(id));
    }
}
