package coop.plenum.core.access.model;

import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Subject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a caller holds, whatever the permission and space.
 *
 * @param everything true for the platform itself
 * @param token by which the rest is narrowed
 * @param refusal why the caller may do nothing at all
 */
record Holdings(boolean everything, List<Held> held, Optional<TokenEntry> token, Optional<String> refusal) {
    private static final Holdings SYSTEM = new Holdings(true, List.of(), Optional.empty(), Optional.empty());
    private static final Held AS_MODULE = new Held(
            Optional.empty(),
            "every module",
            BuiltInRoles.MODULE,
            PermissionSet.of(BuiltInRoles.MODULE.permissions()),
            AccessService.ROOT_SPACE);

    static Holdings of(AccessModel model, Caller caller, InstantSource clock) {
        Subject subject = caller.subject();
        return switch (subject.kind()) {
            case SYSTEM -> SYSTEM;
            case MODULE -> of(module(model, subject), Optional.empty());
            case GROUP -> of(model.heldBy(subject.id()), Optional.empty());
            case USER -> ofUser(model, caller, clock);
        };
    }

    private static Holdings ofUser(AccessModel model, Caller caller, InstantSource clock) {
        Subject subject = caller.subject();
        Optional<Account> account = model.user(subject.id());
        if (account.isEmpty()) {
            return refused("The user " + subject.name() + " does not exist any more.");
        }
        if (!account.get().enabled()) {
            return refused("The user " + subject.name() + " is disabled.");
        }
        Optional<TokenEntry> token = caller.credential().flatMap(model::token);
        if (token.isPresent()) {
            Instant now = clock.instant();
            if (!token.get().alive(now) || !token.get().user().equals(subject.id())) {
                return refused("The API token \"" + token.get().name() + "\" has expired or been revoked.");
            }
        }
        return of(model.heldBy(account.get()), token);
    }

    private static List<Held> module(AccessModel model, Subject subject) {
        List<Held> granted = model.heldBy(subject.id());
        if (granted.isEmpty()) {
            return List.of(AS_MODULE);
        }
        List<Held> all = new ArrayList<>(granted);
        all.add(AS_MODULE);
        return all;
    }

    private static Holdings of(List<Held> held, Optional<TokenEntry> token) {
        return new Holdings(false, held, token, Optional.empty());
    }

    private static Holdings refused(String why) {
        return new Holdings(false, List.of(), Optional.empty(), Optional.of(why));
    }
}
