package coop.plenum.infrastructure.resource;

import coop.plenum.api.PlenumException;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.Item;
import coop.plenum.api.provider.ConsoleAccess;
import coop.plenum.api.provider.ConsoleAccess.Console;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.infrastructure.policy.Policies;
import coop.plenum.infrastructure.policy.Policies.Ruling;
import coop.plenum.infrastructure.provider.Call;
import coop.plenum.infrastructure.provider.Failures;
import coop.plenum.infrastructure.resource.Effects.Effect;
import coop.plenum.infrastructure.resource.Effects.Grounds;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Consoles of resources: whether there are any, and opening one. Opening changes nothing of the resource, so it is no
 * change with a plan; but who has a console can do what no plan has told, so policies can close them. An address is
 * handed to the one who asked, and kept nowhere. Thread-safe.
 */
@Component(service = ResourceConsoles.class)
public final class ResourceConsoles {
    private static final Duration NO_IO = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OPEN = "resource.console";

    private final AccessService access;
    private final Resources resources;
    private final Policies policies;
    private final Effects effects;

    @Activate
    public ResourceConsoles(
            @Reference AccessService access,
            @Reference Resources resources,
            @Reference Policies policies,
            @Reference Effects effects) {
        this.access = access;
        this.resources = resources;
        this.policies = policies;
        this.effects = effects;
    }

    /** @param unavailable why none can be opened now, in words; empty when one can */
    public record Offer(Optional<String> unavailable) {}

    /** Empty where resources of the type have no console at all. */
    public Optional<Offer> offer(Caller caller, UUID id) {
        Item item = resources.require(caller, id);
        String permission = permission(item);
        Optional<String> lacking =
                access.decide(caller, permission, item.space()).allowed()
                        ? Optional.empty()
                        : Optional.of("You lack the permission " + permission + ".");
        Ruling ruling = ruling(item);
        return known(caller, item)
                .map(offer -> new Offer(
                        lacking.or(ruling::consolesClosed).or(ruling::closed).or(offer::unavailable)));
    }

    /** As the provider sees it. */
    private Optional<Offer> known(Caller caller, Item item) {
        ResourceRef ref = resources.ref(item);
        return resources.ask(
                item,
                Call.by(caller, NO_IO),
                (handler, context) -> handler instanceof ConsoleAccess consoles
                        ? Optional.of(new Offer(consoles.consoleUnavailable(ref)))
                        : Optional.empty());
    }

    /**
     * Has one opened. Needs {@code <type>.act} where the item lives; that it is opened stands in the audit log before
     * the address is known.
     *
     * @throws PlenumException {@code console-closed}, {@code change-window-closed}, {@code no-console}, {@code
     *     console-unavailable}, and what the remote system refuses
     */
    public Console open(Caller caller, UUID id) {
        Item item = resources.require(caller, id);
        access.require(caller, permission(item), item.space());
        Ruling ruling = ruling(item);
        ruling.consolesClosed().ifPresent(why -> {
            throw PlenumException.conflict("console-closed", why);
        });
        ruling.requireOpen();
        Offer offer = known(caller, item)
                .orElseThrow(() -> PlenumException.missing(
                        "no-console", "\"" + item.title() + "\" has no console that could be opened from here."));
        offer.unavailable().ifPresent(why -> {
            throw PlenumException.conflict("console-unavailable", why);
        });
        Call call = Call.by(caller, PATIENCE);
        Effect effect = new Effect(caller, OPEN, item, call.idempotencyKey(), Grounds.NONE);
        effects.intent(effect);
        Console console = open(item, call, effect);
        effects.success(effect, "");
        return console;
    }

    private Console open(Item item, Call call, Effect effect) {
        ResourceRef ref = resources.ref(item);
        try {
            return resources.handle(
                    call.caller(), resources.connectionOf(item), item.type(), call, (handler, context) -> {
                        if (handler instanceof ConsoleAccess consoles) {
                            return consoles.openConsole(ref, context);
                        }
                        throw new ProviderException(
                                Category.UNSUPPORTED, "no-console", "The provider opens no consoles any more.");
                    });
        } catch (ProviderException e) {
            if (e.category() == Category.TRANSIENT || e.category() == Category.INTERNAL) {
                effects.unknown(effect, e.code());
            } else {
                effects.failure(effect, e.code());
            }
            throw Failures.exception(e);
        } catch (PlenumException e) { // of the platform, so before the provider was called
            effects.failure(effect, e.code());
            throw e;
        } catch (InterruptedException e) {
            effects.unknown(effect, "stopped while the provider was at it");
            throw Failures.interrupted(e);
        }
    }

    private Ruling ruling(Item item) {
        return policies.ruling(policies.target(item, "console"));
    }

    /** Whoever sits at the console can do more than any action does. */
    private static String permission(Item item) {
        return ResourceActions.permission(item);
    }
}
