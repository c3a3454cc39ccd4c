package coop.plenum.infrastructure.policy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.Management;
import coop.plenum.api.content.SpaceGuard;
import coop.plenum.infrastructure.connection.Connection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Keeps resources, and the connections they are reached over, from being taken out of a space to lead around its policies:
 * that takes the right to change these. To delete the item of a resource takes it out as well, since the next sync brings
 * one into the space of the connection. Operations have asked for what policies demand before they do anything.
 */
@Component(service = SpaceGuard.class)
public final class PolicySpaceGuard implements SpaceGuard {
    private static final String PERMISSION = Policy.TYPE + ".edit";

    private final AccessService access;
    private final Policies policies;

    @Activate
    public PolicySpaceGuard(@Reference AccessService access, @Reference Policies policies) {
        this.access = access;
        this.policies = policies;
    }

    @Override
    public void requireMayLeave(Caller caller, Item item, Optional<UUID> to) {
        if (caller.source() != Caller.Source.OPERATION) {
            lost(item, to).stream()
                    .filter(policy ->
                            !access.decide(caller, PERMISSION, policy.space()).allowed())
                    .findFirst()
                    .ifPresent(policy -> {
                        throw new PlenumException(
                                PlenumException.Category.DENIED,
                                "guarded-space",
                                "The policy \"" + policy.title() + "\" holds for \"" + item.title()
                                        + "\" where it is and would no longer hold for it. Have somebody do this who may"
                                        + " change the policy (" + PERMISSION + "), or leave it where it is.");
                    });
        }
    }

    private List<Policy> lost(Item item, Optional<UUID> to) {
        UUID connection = item.management().map(Management::connection).orElse(item.id());
        if (!connection.equals(item.id())) {
            UUID reached = policies.reached(connection, item.space());
            List<UUID> still = Stream.concat(to.stream(), Stream.of(reached)).toList();
            return policies.only(item.space(), still, Optional.of(item.type()));
        }
        return item.type().equals(Connection.TYPE) && to.isPresent()
                ? policies.only(item.space(), List.of(to.get()), Optional.empty())
                : List.of();
    }
}
