package coop.plenum.core.access.model;

import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Grant;
import coop.plenum.api.access.Group;
import coop.plenum.api.access.Role;
import coop.plenum.api.access.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** An immutable snapshot of everything that decisions are made of. */
public final class AccessModel {
    private final long version;
    private final UUID stamp;
    private final Parts parts;
    private final Map<UUID, Role> roles = new LinkedHashMap<>();
    private final Map<UUID, List<Held>> held = new HashMap<>();
    private final Map<UUID, TokenEntry> tokens = new HashMap<>();
    private final Map<String, TokenEntry> tokensByHash = new HashMap<>();
    private final boolean administered;

    /**
     * @param version grows with each change
     * @param stamp differs for any two changes, also when one of them has been rolled back
     */
    public AccessModel(long version, UUID stamp, Parts parts) {
        this.version = version;
        this.stamp = stamp;
        this.parts = parts;
        BuiltInRoles.ALL.forEach(role -> roles.put(role.id(), role));
        parts.roles().forEach(role -> roles.put(role.id(), role));
        Map<UUID, PermissionSet> sets = new HashMap<>();
        roles.forEach((id, role) -> sets.put(id, PermissionSet.of(role.permissions())));
        parts.grants().forEach(grant -> hold(grant, sets));
        for (TokenEntry token : parts.tokens()) {
            tokens.put(token.id(), token);
            tokensByHash.put(token.hash(), token);
        }
        this.administered = parts.users().values().stream().anyMatch(this::administers);
    }

    private void hold(Grant grant, Map<UUID, PermissionSet> sets) {
        Role role = roles.get(grant.role());
        PermissionSet permissions = sets.get(grant.role());
        if (role == null || permissions == null) {
            return;
        }
        String holder = grant.subject().kind().name().toLowerCase(Locale.ROOT) + " "
                + grant.subject().name();
        held.computeIfAbsent(grant.subject().id(), key -> new ArrayList<>())
                .add(new Held(Optional.of(grant.id()), holder, role, permissions, grant.space()));
    }

    private boolean administers(Account account) {
        return account.enabled()
                && heldBy(account).stream()
                        .anyMatch(one -> one.permissions().all() && one.space().equals(AccessService.ROOT_SPACE));
    }

    public long version() {
        return version;
    }

    public UUID stamp() {
        return stamp;
    }

    public Parts parts() {
        return parts;
    }

    public SpaceTree spaces() {
        return parts.spaces();
    }

    /** Built-in ones first. */
    public List<Role> roles() {
        return List.copyOf(roles.values());
    }

    public Optional<Role> role(UUID id) {
        return Optional.ofNullable(roles.get(id));
    }

    public List<Grant> grants() {
        return parts.grants();
    }

    public Optional<Account> user(UUID id) {
        return Optional.ofNullable(parts.users().get(id));
    }

    public Optional<Group> group(UUID id) {
        return Optional.ofNullable(parts.groups().get(id));
    }

    public Optional<TokenEntry> token(UUID id) {
        return Optional.ofNullable(tokens.get(id));
    }

    public Optional<TokenEntry> tokenByHash(String hash) {
        return Optional.ofNullable(tokensByHash.get(hash));
    }

    /** True if an enabled user holds {@code *} at the root. */
    public boolean administered() {
        return administered;
    }

    /** What has been granted to the subject itself, in the order of the grants. */
    public List<Held> heldBy(UUID subject) {
        return held.getOrDefault(subject, List.of());
    }

    /** What a user holds, by themselves and through groups. */
    public List<Held> heldBy(Account account) {
        if (account.groups().isEmpty()) {
            return heldBy(account.id());
        }
        List<Held> all = new ArrayList<>(heldBy(account.id()));
        account.groups().stream().sorted().forEach(group -> all.addAll(heldBy(group)));
        return all;
    }

    /** Everybody who holds a permission in a space, sorted; for messages. */
    public List<String> holders(Predicate<Held> wanted) {
        Set<UUID> subjects = held.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(wanted))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        List<String> names = new ArrayList<>();
        subjects.forEach(id -> user(id).filter(Account::enabled)
                .map(Account::login)
                .or(() -> group(id).map(group -> "the group " + group.name()))
                .ifPresent(names::add));
        return names.stream().sorted().toList();
    }

    /** The user or group with the identifier. */
    public Optional<Subject> subject(UUID id) {
        return user(id).map(Account::subject)
                .or(() -> group(id).map(group -> new Subject(Subject.Kind.GROUP, id, group.name())));
    }
}
