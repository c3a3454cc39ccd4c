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

/** Walks a service's tree: the root, collections over all their pages, and links that may lead nowhere. */
final class Service {
    static final String ID = "@odata.id";

    /** A service whose pages run in a circle ends here. */
    private static final int MOST_PAGES = 40;

    private final RedfishClient client;
    private final Values root;
    private final StandardQuirks quirks;

    Service(RedfishClient client, Values root) {
        this.client = client;
        this.root = root;
        this.quirks = Vendors.of(root);
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
            return Optional.of(client.get(link.get(), patience));
        } catch (ProviderException e) {
            if (absent(e)) {
                return Optional.empty();
            }
            throw e;
        }
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
            Values collection = client.get(page.get(), patience);
            for (Object entry : collection.list("Members")) {
                Values member = Json.values(entry);
                // some services write members out unasked, so look before following the link
                boolean whole = member.asMap().size() > 1;
                Optional<Values> read = whole ? Optional.of(member) : optional(member.text(ID), patience);
                read.ifPresent(members::add);
            }
            page = collection.text("Members@odata.nextLink").or(() -> collection.text("@odata.nextLink"));
        }
        return members;
    }
}
