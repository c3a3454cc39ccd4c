package coop.plenum.core.access;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Authentication;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Subject;
import coop.plenum.api.audit.AuditEvent;
import coop.plenum.core.access.UserTable.Credentials;
import coop.plenum.core.access.credential.BoundedMap;
import coop.plenum.core.access.credential.Secrets;
import coop.plenum.core.access.model.AccessModel;
import coop.plenum.core.access.model.Account;
import coop.plenum.core.access.model.TokenEntry;
import coop.plenum.core.store.Database;
import coop.plenum.core.store.Ids;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Local accounts, sessions and API tokens. */
@Component
public final class LocalAuthentication implements Authentication {
    private static final Logger LOG = LoggerFactory.getLogger(LocalAuthentication.class);

    private final Database database;
    private final AccessModels models;
    private final AccessChanges changes;
    private final JdbcSessions sessions;
    private final PasswordCheck passwords;
    private final FirstStart firstStart;
    private final InstantSource clock;
    private final BoundedMap<UUID, Instant> tokensNoted = new BoundedMap<>(10_000);

    @Activate
    public LocalAuthentication(
            @Reference Database database,
            @Reference AccessModels models,
            @Reference AccessChanges changes,
            @Reference JdbcSessions sessions,
            @Reference PasswordCheck passwords,
            @Reference FirstStart firstStart) {
        this(database, models, changes, sessions, passwords, firstStart, InstantSource.system());
    }

    LocalAuthentication(
            Database database,
            AccessModels models,
            AccessChanges changes,
            JdbcSessions sessions,
            PasswordCheck passwords,
            FirstStart firstStart,
            InstantSource clock) {
        this.database = database;
        this.models = models;
        this.changes = changes;
        this.sessions = sessions;
        this.passwords = passwords;
        this.firstStart = firstStart;
        this.clock = clock;
    }

    @Override
    public boolean setUpRequired() {
        return firstStart.required();
    }

    @Override
    public Optional<String> setUpToken() {
        return firstStart.setUpToken();
    }

    @Override
    public Subject setUp(String setUpToken, String login, String displayName, char[] password) {
        return firstStart.setUp(setUpToken, login, displayName, password);
    }

    @Override
    public Session logIn(String login, char[] password, String address) {
        Credentials credentials = passwords.logIn(login, password, address);
        Subject subject = new Subject(Subject.Kind.USER, credentials.id(), credentials.login());
        Optional<Session> opened = database.write(sql -> {
            if (!UserTable.loggedIn(sql, credentials, clock.instant())) {
                return Optional.empty();
            }
            Session session = sessions.open(sql, subject);
            Caller caller = new Caller(
                    subject,
                    Caller.Source.API,
                    Optional.of(session.id()),
                    Ids.next().toString());
            changes.record(event(caller, "session.log-in", session.id())
                    .with(Values.of("address", PasswordCheck.shortened(address))));
            return Optional.of(session);
        });
        return opened.orElseThrow(() -> passwords.failed(Optional.of(credentials), address));
    }

    @Override
    public Optional<SignedIn> session(String secret) {
        models.catchUp();
        return sessions.find(secret)
                .flatMap(known -> enabled(models.current(), known.user())
                        .map(account -> new SignedIn(
                                account.subject(),
                                known.id(),
                                Optional.of(Secrets.csrfToken(secret)),
                                known.endsAt())));
    }

    @Override
    public Optional<SignedIn> token(String token) {
        if (!Secrets.wellFormedToken(token)) {
            return Optional.empty();
        }
        models.catchUp();
        AccessModel model = models.current();
        Instant now = clock.instant();
        return model.tokenByHash(Secrets.hash(token))
                .filter(entry -> entry.alive(now))
                .flatMap(entry -> enabled(model, entry.user()).map(account -> {
                    note(entry, now);
                    return new SignedIn(account.subject(), entry.id(), Optional.empty(), entry.expiresAt());
                }));
    }

    @Override
    public void logOut(Caller caller) {
        Optional<UUID> session =
                caller.credential().filter(id -> models.current().token(id).isEmpty());
        if (session.isEmpty()) {
            return;
        }
        database.write(sql -> {
            boolean ended = sessions.end(sql, session.get(), caller.subject().id());
            if (ended) {
                changes.record(event(caller, "session.log-out", session.get()));
            }
            return ended;
        });
    }

    private static Optional<Account> enabled(AccessModel model, UUID user) {
        return model.user(user).filter(Account::enabled);
    }

    /** Notes, once a minute at most, that a token is in use. */
    private void note(TokenEntry token, Instant now) {
        synchronized (tokensNoted) {
            Instant noted = tokensNoted.get(token.id());
            if (noted != null && now.isBefore(noted.plus(JdbcSessions.TOUCH_EVERY))) {
                return;
            }
            tokensNoted.put(token.id(), now);
        }
        try {
            database.write(sql -> sql.update("UPDATE access_token SET last_used_at = ? WHERE id = ?", now, token.id()));
        } catch (PlenumException e) {
            // Reading goes on while the database refuses to write.
            LOG.debug("Could not note that token {} is in use", token.id(), e);
        }
    }

    private static AuditEvent event(Caller caller, String action, UUID session) {
        return AuditEvent.of(caller, action, "session", session.toString()).in(AccessService.ROOT_SPACE);
    }
}
