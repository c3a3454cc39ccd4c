package coop.plenum.infrastructure.connection;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Category;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.access.Caller;
import coop.plenum.api.secret.SecretLease;
import coop.plenum.api.secret.SecretRef;
import coop.plenum.api.secret.SecretService;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The secrets of connections, as those who handle connections may store, keep and delete them. Thread-safe. */
@Component(service = ConnectionSecrets.class)
public final class ConnectionSecrets {
    private final SecretService secrets;

    @Activate
    public ConnectionSecrets(@Reference SecretService secrets) {
        this.secrets = secrets;
    }

    /**
     * What somebody gives for a field: the secret itself, or the reference of one that is stored and that they may use. That is
     * copied, since a connection's own secrets are replaced by rotations and go with it.
     *
     * @return to be wiped by the caller
     * @throws PlenumException {@code access-denied}, {@code secret-missing}, {@code secret-unreadable}
     */
    public char[] given(Caller caller, String text) {
        SecretRef ref;
        try {
            ref = SecretRef.parse(text);
        } catch (PlenumException noReference) {
            return text.toCharArray();
        }
        try (SecretLease lease = secrets.lease(caller, ref, "copy it to a connection")) {
            return lease.value().clone();
        }
    }

    /**
     * Stores what is given, as the next version of what is there.
     *
     * @return all of them, by field
     */
    Map<String, SecretRef> store(Caller caller, UUID space, Map<String, SecretRef> present, Map<String, char[]> given) {
        Map<String, SecretRef> stored = new LinkedHashMap<>(present);
        given.forEach((field, value) -> {
            SecretRef old = present.get(field);
            stored.put(
                    field,
                    old == null
                            ? secrets.store(caller, space, Connection.TYPE + "." + field, value)
                            : secrets.replace(caller, old.id(), value));
        });
        return stored;
    }

    /** One that somebody has deleted already is gone, too. */
    void discard(Caller caller, Stream<SecretRef> refs) {
        refs.forEach(ref -> secrets.discard(caller, ref.id()));
    }

    /**
     * Other settings can lead elsewhere: to somebody's own host, or past the check whose host it is. So whoever gives them
     * to a connection that keeps secrets has to be allowed to use these; which setting does no harm only its provider
     * could tell.
     *
     * @param kept fields whose secrets are not given anew
     * @throws PlenumException {@code secrets-required} naming each of them that the caller may not use
     */
    void requireUse(Caller caller, Connection before, SecretsFor wanted, Set<String> kept) {
        Set<String> changed =
                new HashSet<>(SecretsFor.of(before.item().values()).differences(wanted));
        changed.addAll(before.access().unconfirmed());
        if (changed.isEmpty()) {
            return;
        }
        List<Violation> problems = new ArrayList<>();
        Stream.of(
                        before.access().secrets(),
                        before.access().pending(),
                        before.access().previous())
                .flatMap(refs -> refs.entrySet().stream())
                .filter(entry -> kept.contains(entry.getKey()) && !mayUse(caller, entry.getValue()))
                .map(Map.Entry::getKey)
                .distinct()
                .sorted()
                .forEach(field -> problems.add(new Violation(
                        "/secrets/" + FieldCheck.escape(field),
                        "required",
                        "Give it again, or have somebody who may use secrets (secret.use) make this change: what is"
                                + " stored is not sent where the new settings lead.")));
        if (!problems.isEmpty()) {
            throw PlenumException.invalid(
                    "secrets-required",
                    "Settings change (" + String.join(", ", new TreeSet<>(changed))
                            + "), and the connection keeps secrets that you may not use. Nothing was saved, and"
                            + " nothing was sent.",
                    problems);
        }
    }

    /** By asking for it: only the secret knows its space, and whoever has it sent somewhere uses it. */
    private boolean mayUse(Caller caller, SecretRef ref) {
        try {
            secrets.lease(caller, ref, "change the settings of a connection").close();
            return true;
        } catch (PlenumException e) {
            if (e.category() == Category.DENIED || e.category() == Category.MISSING) {
                return false;
            }
            throw e;
        }
    }
}
