package coop.plenum.core.access.model;

import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.SpaceScope;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Decides from one snapshot: deny by default, grants add up over the subtree, a token takes away.
 *
 * @param restricted tells the permissions that wildcards do not give
 */
public record Rules(AccessModel model, Predicate<String> restricted, InstantSource clock) {
    private static final Decision SYSTEM =
            new Decision(true, Optional.empty(), List.of("The platform itself holds every permission."));

    public Decision decide(Caller caller, String permission, UUID space) {
        Holdings holdings = Holdings.of(model, caller, clock);
        if (holdings.everything()) {
            return SYSTEM;
        }
        if (holdings.refusal().isPresent()) {
            return denied(holdings.refusal().get());
        }
        for (Held held : holdings.held()) {
            if (gives(held, permission, space)) {
                return holdings.token()
                        .flatMap(token -> narrowed(token, permission, space))
                        .orElseGet(() -> new Decision(true, held.grant(), List.of(words(held))));
            }
        }
        return denied(caller.subject().name() + " holds no role that contains " + permission + " in "
                + model.spaces().path(space) + " or a space above it.");
    }

    /** The spaces for which {@link #decide} says yes. */
    public SpaceScope scope(Caller caller, String permission) {
        Holdings holdings = Holdings.of(model, caller, clock);
        if (holdings.everything()) {
            return new SpaceScope.Everywhere();
        }
        Set<UUID> tops = new LinkedHashSet<>();
        for (Held held : holdings.held()) {
            if (held.permissions().matches(permission, restricted)) {
                tops.add(held.space());
            }
        }
        if (holdings.token().isPresent()) {
            tops = narrowed(holdings.token().get(), permission, tops);
        }
        if (tops.contains(AccessService.ROOT_SPACE)) {
            return new SpaceScope.Everywhere();
        }
        return new SpaceScope.Within(expand(tops));
    }

    /** Whether the caller holds all that a pattern stands for, in a space and below: the test for passing it on. */
    public boolean holds(Caller caller, String pattern, UUID space) {
        return holds(caller, pattern, held -> model.spaces().covers(held, space));
    }

    /** As {@link #holds}, but somewhere within the space is enough. */
    public boolean holdsWithin(Caller caller, String pattern, UUID space) {
        return holds(
                caller,
                pattern,
                held -> model.spaces().covers(held, space) || model.spaces().covers(space, held));
    }

    private boolean holds(Caller caller, String pattern, Predicate<UUID> where) {
        Holdings holdings = Holdings.of(model, caller, clock);
        if (holdings.everything()) {
            return true;
        }
        Optional<TokenEntry> token = holdings.token();
        if (token.isPresent()
                && !(where.test(token.get().space())
                        && (token.get().permissions().isEmpty()
                                || token.get().permissions().covers(pattern, restricted)))) {
            return false;
        }
        return holdings.held().stream()
                .anyMatch(held -> where.test(held.space()) && held.permissions().covers(pattern, restricted));
    }

    boolean gives(Held held, String permission, UUID space) {
        return held.permissions().matches(permission, restricted)
                && model.spaces().covers(held.space(), space);
    }

    private Optional<Decision> narrowed(TokenEntry token, String permission, UUID space) {
        if (!model.spaces().covers(token.space(), space)) {
            return Optional.of(denied("The API token \"" + token.name() + "\" is narrowed to "
                    + model.spaces().path(token.space()) + "."));
        }
        if (!token.lets(permission, restricted)) {
            return Optional.of(denied(
                    "The API token \"" + token.name() + "\" is narrowed to permissions without " + permission + "."));
        }
        return Optional.empty();
    }

    private Set<UUID> narrowed(TokenEntry token, String permission, Set<UUID> tops) {
        Set<UUID> narrowed = new HashSet<>();
        if (token.lets(permission, restricted)) {
            for (UUID top : tops) {
                if (model.spaces().covers(top, token.space())) {
                    narrowed.add(token.space());
                } else if (model.spaces().covers(token.space(), top)) {
                    narrowed.add(top);
                }
            }
        }
        return narrowed;
    }

    private Set<UUID> expand(Set<UUID> tops) {
        if (tops.size() == 1) {
            return model.spaces().subtree(tops.iterator().next());
        }
        Set<UUID> all = new HashSet<>();
        tops.forEach(top -> all.addAll(model.spaces().subtree(top)));
        return all;
    }

    String words(Held held) {
        return "The " + held.holder() + " holds the role " + held.role().name() + " in "
                + model.spaces().path(held.space()) + ".";
    }

    static Decision denied(String... reasons) {
        return new Decision(false, Optional.empty(), List.of(reasons));
    }
}
