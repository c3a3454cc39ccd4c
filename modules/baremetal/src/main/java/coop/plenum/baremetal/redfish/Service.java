package coop.plenum.baremetal.redfish;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.baremetal.bmc.Patience;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks a service's tree: the root, collections over all their pages, and links that may lead nowhere. */
final class Service {
    static final String ID = "@odata.id";

    /** A service whose pages run in a circle ends here. */
    private static final int MOST_PAGES = 40;

    private static final int MOST_MEMBERS = 4000;

    private final RedfishClient client;
    private final Values root;
    private final StandardQuirks quirks;
    private final @Nullable Memory memory;

    Service(RedfishClient client, Values root) {
        this(client, root, null);
    }

    private Service(RedfishClient client, Values root, @Nullable Memory memory) {
        this.client = client;
        this.root = root;
        this.quirks = Vendors.of(root);
        this.memory = memory;
    }

    /** The same service for one reading: nothing is asked for twice, and not more than a sane service has. */
    Service remembering() {
        return new Service(client, root, new Memory(client));
    }

    /** A resource and the link to it. */
    record Found(String link, Values values) {}

    /** @param name empty for the only one */
    Found system(String name, Patience patience) throws ProviderException, InterruptedException {
        return systems(patience).entrySet().stream()
                .filter(entry ->
                        name.isEmpty() || entry.getValue().text("Id").orElse("").equals(name))
                .map(entry -> new Found(entry.getKey(), entry.getValue()))
                .findFirst()
                .orElseThrow(() -> new ProviderException(
                        Category.MISSING, "machine-missing", client.address() + " no longer has the machine."));
    }

    Optional<Values> manager(Values system, Patience patience) throws ProviderException, InterruptedException {
        List<String> links = links(system.nested("Links"), "ManagedBy");
        if (!links.isEmpty()) {
            return optional(Optional.of(links.get(0)), patience);
        }
        return optionalMembers(link(root, "Managers"), patience).stream().findFirst();
    }

    /** Systems and their managers, each once: what virtual media hang on. */
    List<Values> owners(Patience patience) throws ProviderException, InterruptedException {
        Map<String, Values> owners = new LinkedHashMap<>(systems(patience));
        for (Values system : List.copyOf(owners.values())) {
            manager(system, patience)
                    .ifPresent(manager -> owners.put(manager.text(ID).orElse(""), manager));
        }
        return List.copyOf(owners.values());
    }

    /** Made of a resource as it was just read. */
    @FunctionalInterface
    interface Body {
        Map<String, Object> of(Values seen);
    }

    /** Once more when somebody else changed the resource in between. */
    RedfishClient.Reply patch(String link, Body body, Patience patience)
            throws ProviderException, InterruptedException {
        try {
            RedfishClient.Reply seen = client.fetch(link, patience);
            return client.patch(link, body.of(seen.body()), seen.etag(), patience);
        } catch (ProviderException e) {
            if (e.category() != Category.CONFLICT) {
                throw e;
            }
            RedfishClient.Reply seen = client.fetch(link, patience);
            return client.patch(link, body.of(seen.body()), seen.etag(), patience);
        }
    }

    /** @throws ProviderException {@code ability-missing} when the resource does not offer the action */
    RedfishClient.Reply act(Values resource, String action, Map<String, ?> parameters, Patience patience)
            throws ProviderException, InterruptedException {
        Optional<String> target = resource.nested("Actions").nested(action).text("target");
        if (target.isEmpty()) {
            throw new ProviderException(
                    Category.UNSUPPORTED,
                    "ability-missing",
                    client.address() + " does not offer " + action.substring(action.indexOf('.') + 1) + ".");
        }
        return client.post(target.get(), parameters, patience);
    }

    RedfishClient client() {
        return client;
    }

    StandardQuirks quirks() {
        return quirks;
    }

    Values root() {
        return root;
    }

    /** All systems by their link. */
    Map<String, Values> systems(Patience patience) throws ProviderException, InterruptedException {
        Map<String, Values> systems = new LinkedHashMap<>();
        for (Values system : members(link(root, "Systems").orElse("/redfish/v1/Systems"), patience)) {
            system.text(ID).ifPresent(link -> systems.put(link, system));
        }
        return systems;
    }

    static Optional<String> link(Values from, String name) {
        return from.nested(name).text(ID);
    }

    static List<String> links(Values from, String name) {
        List<String> links = new ArrayList<>();
        for (Object entry : from.list(name)) {
            Json.values(entry).text(ID).ifPresent(links::add);
        }
        return links;
    }

    /** What a link leads to; empty when it leads nowhere, or where this user or this service does not go. */
    Optional<Values> optional(Optional<String> link, Patience patience) throws ProviderException, InterruptedException {
        if (link.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(get(link.get(), patience));
        } catch (ProviderException e) {
            if (absent(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Values get(String link, Patience patience) throws ProviderException, InterruptedException {
        if (memory == null) {
            return client.get(link, patience);
        }
        Optional<Values> known = memory.recall(link);
        if (known.isPresent()) {
            return known.get();
        }
        RedfishClient.Reply reply = client.fetch(link, patience);
        memory.keep(link, reply);
        return reply.body();
    }

    List<Values> optionalMembers(Optional<String> link, Patience patience)
            throws ProviderException, InterruptedException {
        if (link.isEmpty()) {
            return List.of();
        }
        try {
            return members(link.get(), patience);
        } catch (ProviderException e) {
            if (absent(e)) {
                return List.of();
            }
            throw e;
        }
    }

    private static boolean absent(ProviderException failure) {
        return failure.category() == Category.MISSING
                || failure.category() == Category.UNSUPPORTED
                || failure.code().equals("insufficient-privilege");
    }

    /** The members of a collection, over all pages, each read in full. */
    List<Values> members(String link, Patience patience) throws ProviderException, InterruptedException {
        boolean expands = root.nested("ProtocolFeaturesSupported")
                .nested("ExpandQuery")
                .flag("NoLinks")
                .orElse(false);
        Optional<String> page = Optional.of(expands ? link + "?$expand=.($levels=1)" : link);
        List<Values> members = new ArrayList<>();
        for (int i = 0; i < MOST_PAGES && page.isPresent(); i++) {
            Values collection = get(page.get(), patience);
            for (Object entry : collection.list("Members")) {
                if (members.size() == MOST_MEMBERS) {
                    return members;
                }
                Values member = Json.values(entry);
                // some services write members out unasked, so look before following the link
                boolean whole = member.asMap().size() > 1;
                if (whole && memory != null) {
                    memory.keep(member);
                }
                Optional<Values> read = whole ? Optional.of(member) : optional(member.text(ID), patience);
                read.ifPresent(members::add);
            }
            page = collection.text("Members@odata.nextLink").or(() -> collection.text("@odata.nextLink"));
        }
        return members;
    }
}
