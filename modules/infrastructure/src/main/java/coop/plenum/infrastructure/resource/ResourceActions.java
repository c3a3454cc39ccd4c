package coop.plenum.infrastructure.resource;

import coop.plenum.api.PlenumException;
import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.access.Decision;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.Item;
import coop.plenum.api.operation.Operation;
import coop.plenum.api.operation.OperationRequest;
import coop.plenum.api.operation.OperationService;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.Actions.Action;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.infrastructure.connection.FieldCheck;
import coop.plenum.infrastructure.policy.Policies;
import coop.plenum.infrastructure.policy.Policies.Ruling;
import coop.plenum.infrastructure.provider.Call;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Day-2 actions: which there are, which can be taken now, and taking them. Thread-safe. */
@Component(service = ResourceActions.class)
public final class ResourceActions {
    private static final Duration NO_IO = Duration.ofSeconds(10);

    private final AccessService access;
    private final OperationService operations;
    private final Resources resources;
    private final Policies policies;

    @Activate
    public ResourceActions(
            @Reference AccessService access,
            @Reference OperationService operations,
            @Reference Resources resources,
            @Reference Policies policies) {
        this.access = access;
        this.operations = operations;
        this.resources = resources;
        this.policies = policies;
    }

    /**
     * An action that there is.
     *
     * @param unavailable why it cannot be taken now, in words; empty when it can
     * @param approval whether it has to be approved, and so drafted as a change
     */
    public record Offer(Action action, Optional<String> unavailable, boolean approval) {}

    public List<Offer> offers(Caller caller, UUID id) {
        Item item = resources.require(caller, id);
        Decision decision = access.decide(caller, permission(item), item.space());
        Optional<String> lacking = decision.allowed()
                ? Optional.empty()
                : Optional.of("You lack the permission " + permission(item) + ".");
        Ruling ruling = ruling(item);
        Optional<String> forbidden = lacking.or(ruling::closed);
        return offers(caller, item).stream()
                .map(offer ->
                        new Offer(offer.action(), offer.unavailable().or(() -> forbidden), ruling.approvals() > 0))
                .toList();
    }

    /** What an action takes; nothing if there is none of that name. */
    public List<Field> parameters(Caller caller, UUID id, String action) {
        return offers(caller, resources.require(caller, id)).stream()
                .map(Offer::action)
                .filter(offered -> offered.name().equals(action))
                .flatMap(offered -> offered.parameters().stream())
                .toList();
    }

    private List<Offer> offers(Caller caller, Item item) {
        ResourceRef ref = resources.ref(item);
        return resources.ask(
                item,
                Call.by(caller, NO_IO),
                (handler, context) -> handler instanceof Actions actions
                        ? actions.actions().stream()
                                .map(action -> new Offer(action, actions.unavailable(action.name(), ref), false))
                                .toList()
                        : List.of());
    }

    private Ruling ruling(Item item) {
        return policies.ruling(new Policies.Target(item.space(), item.type(), "act"));
    }

    /**
     * Has the action taken. Needs {@code <type>.act} where the item lives.
     *
     * @throws PlenumException {@code unknown-action}, {@code invalid-parameters}, {@code action-unavailable}, {@code
     *     approval-required}, {@code change-window-closed}
     */
    public Operation take(Caller caller, UUID id, String name, Values parameters) {
        Item item = resources.require(caller, id);
        access.require(caller, permission(item), item.space());
        requireFree(item);
        Offer offer = requireAvailable(caller, item, name, parameters, Set.of());
        return operations.submit(
                caller,
                OperationRequest.of(
                                ActionHandler.KIND,
                                offer.action().title() + ": " + item.title(),
                                item.space(),
                                Values.builder()
                                        .put("action", name)
                                        .put("parameters", parameters)
                                        .build())
                        .about(id.toString())
                        .lane(lane(id), 1));
    }

    /** @throws PlenumException where a policy asks for approval first, or closes the hour */
    void requireFree(Item item) {
        Ruling ruling = ruling(item);
        if (ruling.approvals() > 0) {
            throw PlenumException.conflict(
                    "approval-required",
                    "Actions on \"" + item.title() + "\" have to be approved, by the policy "
                            + String.join(", ", ruling.approving())
                            + ". Draft a change of the kind act, and have it approved.");
        }
        ruling.requireOpen();
    }

    /**
     * @param late names of parameters that get their values later
     * @throws PlenumException {@code unknown-action}, {@code invalid-parameters}, {@code action-unavailable}
     */
    public Offer requireAvailable(Caller caller, Item item, String name, Values parameters, Set<String> late) {
        Offer offer = offers(caller, item).stream()
                .filter(candidate -> candidate.action().name().equals(name))
                .findFirst()
                .orElseThrow(() -> PlenumException.missing(
                        "unknown-action", "\"" + item.title() + "\" has no action \"" + name + "\"."));
        List<Violation> problems = FieldCheck.check(offer.action().parameters(), parameters, "/parameters", true, late);
        if (!problems.isEmpty()) {
            throw PlenumException.invalid("invalid-parameters", "The action's parameters are wrong.", problems);
        }
        offer.unavailable().ifPresent(why -> {
            throw PlenumException.conflict("action-unavailable", why);
        });
        return offer;
    }

    static String permission(Item item) {
        return item.type() + ".act";
    }

    /** The lane that lets one operation at a time touch a resource. */
    public static String lane(UUID item) {
        return "infrastructure.resource." + item;
    }
}
