package coop.plenum.core.access.model;

import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.access.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Puts a decision into words: all grants that give the permission, or what is lacking and who could help. */
public final class Explanation {
    private static final String GRANT = "access.grant";
    private static final int MOST_NAMES = 10;

    private final Rules rules;
    private final AccessModel model;

    public Explanation(Rules rules) {
        this.rules = rules;
        this.model = rules.model();
    }

    /** @param declared whether a permission of that name exists now */
    public Decision explain(Caller caller, String permission, UUID space, boolean declared) {
        Decision decision = rules.decide(caller, permission, space);
        List<String> reasons = new ArrayList<>();
        if (decision.allowed()) {
            Holdings.of(model, caller, rules.clock()).held().stream()
                    .filter(held -> rules.gives(held, permission, space))
                    .map(held -> allowing(held, permission))
                    .forEach(reasons::add);
        } else {
            reasons.addAll(decision.reasons());
            reasons.add(rolesWith(permission));
            reasons.add(granters(permission, space));
        }
        if (reasons.isEmpty()) {
            reasons.addAll(decision.reasons());
        }
        if (!declared) {
            reasons.add("No permission named " + permission
                    + " exists at present; check the spelling, or whether its module is installed.");
        }
        if (model.spaces().find(space).isEmpty()) {
            reasons.add("There is no space " + space + ".");
        }
        return new Decision(decision.allowed(), decision.grant(), reasons);
    }

    private String allowing(Held held, String permission) {
        String via = held.permissions().via(permission).orElse(permission);
        String how = via.equals(permission) ? "" : " through " + via;
        String grant = held.grant()
                .map(id -> "Grant " + id + ": the ")
                .orElse("Without a grant, since modules are trusted code: ");
        return grant + held.holder() + " holds the role " + held.role().name() + " in "
                + model.spaces().path(held.space()) + " and below; it contains " + permission + how + ".";
    }

    private String rolesWith(String permission) {
        List<String> names = model.roles().stream()
                .filter(role -> PermissionSet.of(role.permissions()).matches(permission, rules.restricted()))
                .map(Role::name)
                .toList();
        return "Roles that contain " + permission + ": " + list(names) + ".";
    }

    private String granters(String permission, UUID space) {
        Set<String> holders = Set.copyOf(model.holders(held -> rules.gives(held, permission, space)));
        List<String> granters = model.holders(held -> rules.gives(held, GRANT, space)).stream()
                .filter(holders::contains)
                .toList();
        return "Who could grant it in " + model.spaces().path(space) + ": " + list(granters) + ".";
    }

    private static String list(List<String> names) {
        if (names.isEmpty()) {
            return "none";
        }
        String first = String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES)));
        return names.size() > MOST_NAMES ? first + " and " + (names.size() - MOST_NAMES) + " more" : first;
    }
}
