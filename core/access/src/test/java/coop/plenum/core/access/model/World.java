package coop.plenum.core.access.model;

import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Grant;
import coop.plenum.api.access.Group;
import coop.plenum.api.access.Role;
import coop.plenum.api.access.Space;
import coop.plenum.api.access.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A random site in numbers, and the rule written down once more in the plainest way.
 *
 * @param parents the parent of space i + 1, always a smaller number; space 0 is the root
 * @param roles their patterns
 * @param memberships by user, the groups
 * @param disabled users
 * @param grants who (users first, then groups), role, space
 * @param tokens by user, at most one
 */
record World(
        List<Integer> parents,
        List<Set<String>> roles,
        List<Set<Integer>> memberships,
        Set<Integer> disabled,
        List<int[]> grants,
        Map<Integer, Token> tokens) {
    static final int USERS = 3;
    static final int GROUPS = 2;
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final Set<String> RESTRICTED = Set.of("a.wipe", "b.view");

    record Token(Set<String> permissions, int space, boolean revoked, boolean expired) {}

    boolean allowed(int user, boolean byToken, String permission, int space) {
        if (disabled.contains(user)) {
            return false;
        }
        boolean granted = grants.stream()
                .anyMatch(grant -> isOrHas(user, grant[0])
                        && path(space).contains(grant[2])
                        && anyMatches(roles.get(grant[1]), permission));
        if (!granted || !byToken) {
            return granted;
        }
        Token token = tokens.get(user);
        return token != null
                && !token.revoked()
                && !token.expired()
                && path(space).contains(token.space())
                && (token.permissions().isEmpty() || anyMatches(token.permissions(), permission));
    }

    private boolean isOrHas(int user, int subject) {
        return subject == user || (subject >= USERS && memberships.get(user).contains(subject - USERS));
    }

    private List<Integer> path(int space) {
        List<Integer> path = new ArrayList<>(List.of(space));
        for (int at = space; at > 0; at = parents.get(at - 1)) {
            path.add(parents.get(at - 1));
        }
        return path;
    }

    static boolean anyMatches(Set<String> patterns, String permission) {
        return patterns.stream().anyMatch(pattern -> {
            if (pattern.equals("*") || pattern.equals(permission)) {
                return true;
            }
            String regex = pattern.replace(".", "\\.").replace("*", ".+");
            return pattern.contains("*") && !RESTRICTED.contains(permission) && permission.matches(regex);
        });
    }

    int spaces() {
        return parents.size() + 1;
    }

    Rules rules() {
        return new Rules(model(), RESTRICTED::contains, () -> NOW);
    }

    private AccessModel model() {
        List<Space> spaces = new ArrayList<>();
        for (int i = spaces() - 1; i >= 0; i--) {
            Optional<UUID> parent = i == 0 ? Optional.empty() : Optional.of(space(parents.get(i - 1)));
            spaces.add(new Space(space(i), parent, Space.Kind.DIVISION, "s" + i, "S", "", 1));
        }
        List<Role> all = new ArrayList<>();
        for (int i = 0; i < roles.size(); i++) {
            all.add(new Role(role(i), "r" + i, "R", roles.get(i), false, 1));
        }
        Map<UUID, Account> users = new HashMap<>();
        for (int i = 0; i < USERS; i++) {
            Set<UUID> groups = memberships.get(i).stream()
                    .map(group -> subject(USERS + group))
                    .collect(Collectors.toSet());
            users.put(subject(i), new Account(subject(i), "u" + i, !disabled.contains(i), groups));
        }
        Map<UUID, Group> groups = new HashMap<>();
        for (int i = 0; i < GROUPS; i++) {
            groups.put(subject(USERS + i), new Group(subject(USERS + i), "g" + i, "G", 1));
        }
        List<Grant> held = grants.stream()
                .map(grant -> new Grant(
                        UUID.randomUUID(),
                        new Subject(
                                grant[0] < USERS ? Subject.Kind.USER : Subject.Kind.GROUP,
                                subject(grant[0]),
                                "n" + grant[0]),
                        role(grant[1]),
                        space(grant[2]),
                        Subject.SYSTEM,
                        NOW))
                .toList();
        List<TokenEntry> entries = new ArrayList<>();
        tokens.forEach((user, token) -> entries.add(new TokenEntry(
                token(user),
                subject(user),
                "t" + user,
                "hash" + user,
                PermissionSet.of(token.permissions()),
                space(token.space()),
                token.expired() ? NOW : NOW.plusSeconds(1),
                token.revoked())));
        return new AccessModel(1, new UUID(9, 9), new Parts(new SpaceTree(spaces), all, users, groups, held, entries));
    }

    Caller caller(int user, boolean byToken) {
        return new Caller(
                new Subject(Subject.Kind.USER, subject(user), "u" + user),
                Caller.Source.API,
                byToken ? Optional.of(token(user)) : Optional.empty(),
                "test");
    }

    static UUID space(int number) {
        return number == 0 ? AccessService.ROOT_SPACE : new UUID(1, number);
    }

    private static UUID role(int number) {
        return new UUID(2, number);
    }

    private static UUID subject(int number) {
        return new UUID(3, number);
    }

    private static UUID token(int user) {
        return new UUID(4, user);
    }
}
