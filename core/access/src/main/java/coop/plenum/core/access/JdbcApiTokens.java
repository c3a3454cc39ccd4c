package coop.plenum.core.access;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.ApiToken;
import coop.plenum.api.access.ApiTokens;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.Subject;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.core.access.credential.Secrets;
import coop.plenum.core.access.model.AccessModel;
import coop.plenum.core.access.model.Parts.Part;
import coop.plenum.core.access.model.Rules;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Ids;
import coop.plenum.core.store.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** API tokens in a table; those revoked stay there, see {@link coop.plenum.core.access.model.TokenEntry#revoked()}. */
@Component
public final class JdbcApiTokens implements ApiTokens {
    private static final String KIND = "token";
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final String COLUMNS =
            "SELECT id, user_id, name, permissions, space_id, created_at, expires_at, last_used_at FROM access_token";

    private final Database database;
    private final SnapshotAccess access;
    private final AccountGuard guard;
    private final PermissionRegistry permissions;
    private final AccessChanges changes;
    private final Secrets secrets = new Secrets();

    @Activate
    public JdbcApiTokens(
            @Reference Database database,
            @Reference SnapshotAccess access,
            @Reference AccountGuard guard,
            @Reference PermissionRegistry permissions,
            @Reference AccessChanges changes) {
        this.database = database;
        this.access = access;
        this.guard = guard;
        this.permissions = permissions;
        this.changes = changes;
    }

    @Override
    public List<ApiToken> list(Caller caller, UUID user) {
        guard.manageOrSelf(caller, user);
        return database.read(sql ->
                sql.query(COLUMNS + " WHERE user_id = ? AND revoked_at IS NULL ORDER BY id", JdbcApiTokens::map, user));
    }

    @Override
    public Issued issue(Caller caller, String name, Set<String> patterns, UUID space, Duration lifetime) {
        guard.refuseToken(caller, "Issuing an API token");
        if (caller.subject().kind() != Subject.Kind.USER) {
            throw PlenumException.invalid("user-missing", "Only a user can have API tokens.");
        }
        new Problems().title("/name", name).refuse("invalid-token", "The token");
        checkLifetime(lifetime);
        Patterns.check(patterns, permissions::declared);
        String secret = Secrets.TOKEN_PREFIX + secrets.next();
        return changes.run(KIND, EnumSet.of(Part.TOKENS), (sql, before) -> {
            Decision decision = checkNarrowing(caller, before, patterns, space);
            Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
            ApiToken token = new ApiToken(
                    Ids.next(),
                    caller.subject().id(),
                    name,
                    patterns,
                    space,
                    now,
                    now.plus(lifetime),
                    Optional.empty());
            sql.update(
                    "INSERT INTO access_token (id, user_id, name, secret_hash, permissions, space_id, created_at,"
                            + " expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    token.id(),
                    token.user(),
                    name,
                    Secrets.hash(secret),
                    Patterns.write(patterns),
                    space,
                    now,
                    token.expiresAt());
            changes.record(event(caller, "token.issue", token, decision).digests(null, Digests.of(token)));
            return new Issued(token, secret);
        });
    }

    private static void checkLifetime(Duration lifetime) {
        if (lifetime.compareTo(Duration.ofMinutes(1)) < 0 || lifetime.compareTo(LONGEST) > 0) {
            throw PlenumException.invalid(
                    "invalid-lifetime", "A token lives between one minute and 365 days; choose a lifetime in between.");
        }
    }

    /** A token never gives more than its user holds; naming what they lack is a mistake that is better told now. */
    private Decision checkNarrowing(Caller caller, AccessModel before, Set<String> patterns, UUID space) {
        if (before.user(caller.subject().id()).isEmpty()) {
            throw PlenumException.missing("user-missing", "The user does not exist any more.");
        }
        if (before.spaces().find(space).isEmpty()) {
            throw PlenumException.missing("space-missing", "There is no space " + space + ".");
        }
        Rules rules = access.rules(before);
        List<String> lacking = patterns.stream()
                .filter(pattern -> !rules.holdsWithin(caller, pattern, space))
                .sorted()
                .toList();
        if (!lacking.isEmpty()) {
            String message = "You lack " + String.join(", ", lacking)
                    + " in that space and below, and a token cannot give more than you hold.";
            Decision decision = new Decision(false, Optional.empty(), List.of(message));
            throw access.denied(caller, "token.issue", space, decision, "permission-not-held", message);
        }
        return new Decision(true, Optional.empty(), List.of("Everybody issues tokens for themselves."));
    }

    @Override
    public void revoke(Caller caller, UUID id) {
        ApiToken token = database.read(
                        sql -> sql.one(COLUMNS + " WHERE id = ? AND revoked_at IS NULL", JdbcApiTokens::map, id))
                .orElseThrow(() -> missing(id));
        Decision decision = guard.manageOrSelf(caller, token.user());
        changes.run(KIND, EnumSet.of(Part.TOKENS), (sql, before) -> {
            int revoked = sql.update(
                    "UPDATE access_token SET revoked_at = CURRENT_TIMESTAMP WHERE id = ? AND revoked_at IS NULL", id);
            if (revoked == 0) {
                throw missing(id);
            }
            changes.record(event(caller, "token.revoke", token, decision).digests(Digests.of(token), null));
            return id;
        });
    }

    private static ApiToken map(Row row) throws SQLException {
        return new ApiToken(
                row.uuid(1),
                row.uuid(2),
                row.text(3),
                Patterns.read(row.text(4)),
                row.uuid(5),
                row.instant(6),
                row.instant(7),
                row.optionalInstant(8));
    }

    private static AuditEvent event(Caller caller, String action, ApiToken token, Decision decision) {
        return AuditEvent.of(caller, action, KIND, token.id().toString())
                .in(AccessService.ROOT_SPACE)
                .decided(decision)
                .with(Values.builder()
                        .put("user", token.user())
                        .put("space", token.space())
                        .put(
                                "permissions",
                                token.permissions().stream().sorted().limit(200).toList())
                        .build());
    }

    private static PlenumException missing(UUID id) {
        return PlenumException.missing("token-missing", "There is no API token " + id + ", or it has been revoked.");
    }
}
