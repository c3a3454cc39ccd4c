package coop.plenum.blueprint.deploy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.AccessService;
import coop.plenum.api.access.Caller;
import coop.plenum.api.content.ContentService;
import coop.plenum.api.content.ContentTypes;
import coop.plenum.api.content.Item;
import coop.plenum.api.content.NewItem;
import coop.plenum.api.expression.Expressions;
import coop.plenum.blueprint.language.Expander;
import coop.plenum.blueprint.language.Expansion;
import coop.plenum.blueprint.language.Resource;
import coop.plenum.infrastructure.api.ChangeDraft;
import coop.plenum.infrastructure.api.ChangeDraft.Step;
import coop.plenum.infrastructure.api.ChangeDrafts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Deploys blueprints: drafts the change that brings about what they want. Nothing here touches a resource; plan, approval
 * and apply are the platform's, with the rights of those who ask. Thread-safe.
 */
@Component(service = Deployments.class)
public final class Deployments {
    private final ContentService content;
    private final ContentTypes types;
    private final AccessService access;
    private final ChangeDrafts drafts;
    private final Blueprints blueprints;
    private final Expander expander;
    private final InstalledModules modules;
    private final GeneratedSecrets secrets;
    private final Settlement settlement;
    private final Bookkeeping books;
    private final Expressions expressions;
    /** Deployments that a change is being drafted of. */
    private final Set<UUID> drafting = ConcurrentHashMap.newKeySet();

    @Activate
    public Deployments(
            @Reference ContentService content,
            @Reference ContentTypes types,
            @Reference AccessService access,
            @Reference ChangeDrafts drafts,
            @Reference Blueprints blueprints,
            @Reference Expander expander,
            @Reference InstalledModules modules,
            @Reference GeneratedSecrets secrets,
            @Reference Settlement settlement,
            @Reference Bookkeeping books,
            @Reference Expressions expressions) {
        this.content = content;
        this.types = types;
        this.access = access;
        this.drafts = drafts;
        this.blueprints = blueprints;
        this.expander = expander;
        this.modules = modules;
        this.secrets = secrets;
        this.settlement = settlement;
        this.books = books;
        this.expressions = expressions;
    }

    /** @param connections ids by the names in the blueprint */
    public record Wish(
            Map<String, UUID> connections, Map<String, ? extends @Nullable Object> parameters, String reason) {}

    /** @param change empty when nothing has to change */
    public record Drafted(Deployment deployment, Optional<Item> change) {}

    /**
     * Drafts the first change of a new deployment. Permission {@code blueprint.deployment.create}, to see the blueprint, and
     * what the change takes.
     *
     * @throws PlenumException what is wrong with blueprint, parameters or connections; what drafting the change refuses
     */
    public Drafted deploy(Caller caller, UUID blueprint, String name, UUID space, Wish wish) {
        access.require(caller, Deployment.TYPE + ".create", space);
        Item source = blueprints.published(caller, blueprint);
        NewItem fresh = NewItem.published(Deployment.TYPE, space, name, Values.of("blueprint", blueprint.toString()));
        content.validate(caller, fresh);
        Expansion expansion =
                expander.expand(blueprints.read(source), wish.parameters(), name, space, blueprints.library(caller));
        modules.require(expansion.modules());
        Map<String, Item> present = present(caller, Map.of(), expansion.resources());
        Wishes wishes = new Wishes(types, expressions, wish.connections(), present, Map.of());
        Pending pending = new Pending(source.revision(), expansion, Map.of(), wish);
        return draft(
                caller,
                space,
                "Deploy " + name,
                pending,
                wishes,
                Values.empty(),
                () -> new Deployment(content.create(caller, fresh)));
    }

    /** @throws PlenumException {@code deployment-missing} also when the caller may not see it */
    public Deployment find(Caller caller, UUID id) {
        Item item = content.find(caller, id)
                .filter(found -> found.type().equals(Deployment.TYPE))
                .orElseThrow(() -> PlenumException.missing(
                        "deployment-missing", "There is no deployment " + id + ", or you may not see it."));
        return settlement.settle(caller, new Deployment(item));
    }

    /**
     * Drafts what has to change so that the deployment is as its blueprint is now. Permission {@code
     * blueprint.deployment.edit}, and what the change takes.
     *
     * @param wish parameters and connections that are not given stay
     * @throws PlenumException {@code change-open} while the last change is neither applied, failed nor deleted
     */
    public Drafted update(Caller caller, UUID id, Wish wish) {
        return alone(id, () -> updated(caller, id, wish));
    }

    private Drafted updated(Caller caller, UUID id, Wish wish) {
        Deployment deployment = find(caller, id);
        access.require(caller, Deployment.TYPE + ".edit", deployment.item().space());
        requireIdle(deployment);
        Item source = blueprints.published(caller, deployment.blueprint());
        Wish whole = whole(deployment, wish);
        Expansion expansion = expander.expand(
                blueprints.read(source),
                whole.parameters(),
                deployment.item().title(),
                deployment.item().space(),
                blueprints.library(caller));
        modules.require(expansion.modules());
        Map<String, Item> present = present(caller, deployment.items(), expansion.resources());
        Wishes wishes = new Wishes(types, expressions, whole.connections(), present, deployment.steps());
        Pending pending = new Pending(source.revision(), expansion, deployment.items(), whole);
        return draft(
                caller,
                deployment.item().space(),
                "Update " + deployment.item().title(),
                pending,
                wishes,
                deployment.secrets(),
                () -> deployment);
    }

    /** What is not given stays: as it was wanted last, also if that failed half-way. */
    private static Wish whole(Deployment deployment, Wish wish) {
        Values base = deployment.pending().orElse(deployment.item().values());
        Map<String, UUID> connections = Deployment.ids(base.nested("connections"));
        connections.putAll(wish.connections());
        Map<String, @Nullable Object> parameters =
                new LinkedHashMap<>(base.nested("parameters").asMap());
        parameters.putAll(wish.parameters());
        return new Wish(connections, parameters, wish.reason());
    }

    /** Two who ask at the same time would each find that no change is open. */
    private Drafted alone(UUID id, Supplier<Drafted> work) {
        if (!drafting.add(id)) {
            throw PlenumException.conflict(
                    "change-open", "Somebody else is drafting a change of this deployment. Look at that one first.");
        }
        try {
            return work.get();
        } finally {
            drafting.remove(id);
        }
    }

    private static void requireIdle(Deployment deployment) {
        if (deployment.pending().isPresent() && !deployment.status().equals("failed")) {
            throw PlenumException.conflict(
                    "change-open",
                    "The last change of this deployment is still open. Apply or discard it before drafting another.");
        }
    }

    /** The items that are there, by key: its own, and those that are wanted of others. */
    private Map<String, Item> present(Caller caller, Map<String, UUID> own, Map<String, Resource> wanted) {
        Map<String, Item> present = new LinkedHashMap<>();
        own.forEach((key, id) -> {
            Optional<Item> item = content.find(caller, id);
            if (item.isEmpty() && books.exists(id)) {
                throw new PlenumException(
                        PlenumException.Category.DENIED,
                        "access-denied",
                        "\"" + key + "\" of this deployment is an item that you may not see.");
            }
            // a resource that the remote system no longer has is made anew
            item.filter(found ->
                            found.management().flatMap(tie -> tie.vanishedAt()).isEmpty())
                    .ifPresent(found -> present.put(key, found));
        });
        wanted.forEach((key, resource) -> resource.existing().ifPresent(id -> {
            present.remove(key);
            content.find(caller, id).ifPresent(item -> present.put(key, item));
        }));
        return present;
    }

    /**
     * Drafts the end of all items of a deployment but those that are to be kept. Permission {@code
     * blueprint.deployment.delete}, and what the change takes.
     *
     * @throws PlenumException {@code change-open}
     */
    public Drafted destroy(Caller caller, UUID id, String reason) {
        return alone(id, () -> destroyed(caller, id, reason));
    }

    private Drafted destroyed(Caller caller, UUID id, String reason) {
        Deployment deployment = find(caller, id);
        access.require(caller, Deployment.TYPE + ".delete", deployment.item().space());
        requireIdle(deployment);
        Map<String, Item> present = present(caller, deployment.items(), Map.of());
        List<Step> steps =
                new Wishes(types, expressions, Map.of(), present, deployment.steps()).deletes(present.keySet());
        if (steps.isEmpty()) {
            Map<String, @Nullable Object> ended = new LinkedHashMap<>();
            ended.put("items", Map.of());
            ended.put("steps", Map.of());
            ended.put("status", "destroyed");
            ended.put("pending", null);
            return new Drafted(new Deployment(books.note(caller, deployment.item(), ended)), Optional.empty());
        }
        Item change = drafts.draft(
                caller,
                new ChangeDraft(
                        deployment.item().space(),
                        "Destroy " + deployment.item().title(),
                        steps,
                        reason));
        Map<String, Object> pending = new LinkedHashMap<>();
        pending.put("change", change.id().toString());
        pending.put("destroy", true);
        pending.put("deletes", new ArrayList<>(deployment.items().keySet()));
        return noted(caller, deployment, change, pending, Map.of());
    }

    /** Where a deployment comes from: it is there already, or made once its change could be drafted. */
    private interface Origin {
        Deployment deployment();
    }

    private Drafted draft(
            Caller caller, UUID space, String title, Pending plan, Wishes wishes, Values known, Origin origin) {
        GeneratedSecrets.Kept kept = secrets.make(caller, space, plan.expansion(), known);
        List<Step> steps;
        Item change;
        try {
            steps = wishes.steps(plan.expansion(), kept.byKey());
            if (steps.isEmpty()) {
                return unchanged(caller, plan, origin);
            }
            change = drafts.draft(
                    caller, new ChangeDraft(space, title, steps, plan.wish().reason()));
        } catch (PlenumException e) {
            secrets.forget(caller, kept.made());
            throw e;
        }
        Map<String, Object> noted = new LinkedHashMap<>();
        if (!kept.byKey().isEmpty()) {
            noted.put("secrets", kept.byKey());
        }
        if (plan.items().isEmpty()) {
            noted.put("parameters", plan.wish().parameters());
            noted.put("connections", Deployment.stored(plan.wish().connections()));
        }
        return noted(caller, origin.deployment(), change, plan.stored(steps, Optional.of(change)), noted);
    }

    private Drafted unchanged(Caller caller, Pending plan, Origin origin) {
        if (plan.expansion().resources().isEmpty() && plan.items().isEmpty()) {
            throw PlenumException.invalid("nothing-to-deploy", "With these parameters the blueprint wants no items.");
        }
        Deployment deployment = origin.deployment();
        Map<String, Object> settled = plan.stored(List.of(), Optional.empty());
        Map<String, UUID> items = deployment.items();
        items.keySet().retainAll(plan.expansion().resources().keySet());
        items.putAll(plan.existing());
        Map<String, @Nullable Object> noted = new LinkedHashMap<>(settled);
        noted.keySet().removeAll(Set.of("deletes", "released", "existing"));
        noted.put("items", Deployment.stored(items));
        noted.put("status", "deployed");
        noted.put("pending", null);
        return new Drafted(new Deployment(books.note(caller, deployment.item(), noted)), Optional.empty());
    }

    private Drafted noted(
            Caller caller, Deployment deployment, Item change, Map<String, Object> pending, Map<String, Object> more) {
        Map<String, Object> noted = new LinkedHashMap<>(more);
        noted.put("pending", pending);
        noted.put("lastChange", change.id().toString());
        noted.put("status", "draft");
        return new Drafted(new Deployment(books.note(caller, deployment.item(), noted)), Optional.of(change));
    }
}
