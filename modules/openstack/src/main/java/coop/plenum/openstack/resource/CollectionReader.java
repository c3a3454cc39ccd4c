package coop.plenum.openstack.resource;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.ResourceType;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the resources of one type that are a collection of an OpenStack API, as its {@link Kind} says, and lists them.
 * What a type does in its own way is done by overriding. Thread-safe.
 */
public abstract class CollectionReader implements ResourceHandler, Discoverer {
    private static final int MOST = 1000;

    protected final Cloud cloud;
    protected final Kind kind;
    private final Listing listing;

    /** @param idMember the member of the JSON that is the external id, or several with slashes between */
    protected CollectionReader(Cloud cloud, Kind kind, String idMember) {
        this.cloud = cloud;
        this.kind = kind;
        this.listing = new Listing(cloud, kind, idMember);
    }

    @Override
    public final ResourceType type() {
        return kind.resourceType();
    }

    /** How the fields of the type stand in the API. */
    public final List<Attribute> attributes() {
        return kind.attributes();
    }

    @Override
    public final Observed observe(ResourceRef ref, OperationContext context) throws InterruptedException {
        try {
            Optional<Values> found =
                    ref.externalId().isPresent() ? read(ref.externalId().get(), context) : lost(ref, context);
            return found.isPresent()
                    ? new Observed.Present(state(enriched(found.get(), context)))
                    : new Observed.Absent();
        } catch (ProviderException e) {
            return new Observed.Unknown(e);
        }
    }

    /** One by its id; empty when there is none. */
    protected Optional<Values> read(String id, OperationContext context)
            throws ProviderException, InterruptedException {
        try {
            Values answer = cloud.send(request("GET", path(id), null), context).body();
            Values json = kind.singular().isEmpty() ? answer : answer.nested(kind.singular());
            if (!listing.id(json).equals(id)) {
                throw cloud.mixedUp(kind.service(), kind.noun());
            }
            return Optional.of(json);
        } catch (ProviderException e) {
            if (e.category() == Category.MISSING || (e.category() == Category.USER && !plausible(id))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whether it could be an id; services differ in what they say to one that could not. */
    static boolean plausible(String id) {
        return id.matches("[0-9a-fA-F-]{32,36}");
    }

    protected final Values require(String id, OperationContext context) throws ProviderException, InterruptedException {
        return read(id, context).orElseThrow(() -> Failures.missing(kind.noun()));
    }

    protected final String requireId(ResourceRef ref) throws ProviderException {
        return ref.externalId().orElseThrow(() -> Failures.missing(kind.noun()));
    }

    /** One whose id is not known, by what it is marked with, else by its identity. */
    protected Optional<Values> lost(ResourceRef ref, OperationContext context)
            throws ProviderException, InterruptedException {
        List<Values> alike = alike(ref, context);
        Optional<Values> ours =
                alike.stream().filter(json -> Mark.isFor(ref.item(), json)).findFirst();
        if (ours.isEmpty() && alike.size() > 1) {
            throw Failures.conflict(
                    "ambiguous-identity",
                    "There are " + alike.size() + " of the name \"" + name(ref.title(), ref.known())
                            + "\", and it cannot be told which one is meant. Sync the connection and take one.");
        }
        return ours.or(() -> alike.stream().findFirst());
    }

    /** What a resource is called: as is asked for, else as its item. */
    protected String name(String title, Values values) {
        return values.text("name").filter(name -> !name.isBlank()).orElse(title);
    }

    /** All that have the identity. */
    protected List<Values> alike(ResourceRef ref, OperationContext context)
            throws ProviderException, InterruptedException {
        String name = name(ref.title(), ref.known());
        List<Values> alike = new ArrayList<>();
        for (Values json : named(name, context)) {
            if (mine(json, context) && matches(name, ref.known(), json)) {
                alike.add(json);
            }
        }
        return alike;
    }

    final List<Values> named(String name, OperationContext context) throws ProviderException, InterruptedException {
        return switch (kind.finding()) {
            case EXACT -> listing.all(List.of("name", name), context);
            case PATTERN -> listing.all(List.of("name", "^" + quoted(name) + "$"), context);
            case NONE -> listing.all(List.of(), context);
        };
    }

    /** For the regular expressions of data bases, which know no {@code \Q}. */
    private static String quoted(String name) {
        return name.replaceAll("([\\\\.^$|?*+()\\[\\]{}])", "\\\\$1");
    }

    private boolean matches(String name, Values known, Values json) {
        Values values = values(json);
        return kind.identity().stream()
                .allMatch(field -> field.equals("name")
                        ? name.equals(title(json))
                        : known.get(field).isEmpty() || known.get(field).equals(values.get(field)));
    }

    /** Whether a list that holds more than it should is to show this one. */
    protected boolean mine(Values json, OperationContext context) throws ProviderException, InterruptedException {
        return true;
    }

    @Override
    public Found discover(Optional<String> pageToken, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        Optional<Marker> marker = pageToken.isPresent() ? Optional.of(Marker.parse(pageToken.get())) : Optional.empty();
        try {
            Listing.Page page = page(marker, Math.max(1, Math.min(max, MOST)), context);
            List<Values> shown = new ArrayList<>();
            for (Values json : page.entries()) {
                if (mine(json, context)) {
                    shown.add(json);
                }
            }
            List<ResourceState> states =
                    enriched(shown, context).stream().map(this::state).toList();
            return new Found(states, page.next().map(Marker::token), true);
        } catch (ProviderException e) {
            return withheld(e, marker.isPresent(), context);
        }
    }

    protected Listing.Page page(Optional<Marker> marker, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        return listing.page(marker, max, context);
    }

    /**
     * What these credentials may not list, or the cloud does not have, must not stop the sync of all the rest; nor is
     * it gone. The same holds when the resource that the last page ended with was deleted since.
     */
    private Found withheld(ProviderException e, boolean later, OperationContext context) throws ProviderException {
        boolean forbidden = e.code().equals("insufficient-privilege");
        boolean lostPlace = later && (e.category() == Category.USER || e.category() == Category.MISSING);
        if (!forbidden && !lostPlace && !Failures.serviceMissing(e)) {
            throw e;
        }
        context.progress(1, "Not listed: each " + kind.noun() + ". " + e.getMessage());
        return new Found(List.of(), Optional.empty(), false);
    }

    protected final Values enriched(Values json, OperationContext context)
            throws ProviderException, InterruptedException {
        return enriched(List.of(json), context).get(0);
    }

    /** The same resources in the same order, with what has to be asked for elsewhere; once for a whole page. */
    protected List<Values> enriched(List<Values> page, OperationContext context)
            throws ProviderException, InterruptedException {
        return page;
    }

    /** How a resource looks, from its JSON. */
    protected ResourceState state(Values json) {
        return new ResourceState(listing.id(json), title(json), labels(json), values(json));
    }

    protected String title(Values json) {
        return json.text("name").filter(name -> !name.isBlank()).orElseGet(() -> listing.id(json));
    }

    protected Values values(Values json) {
        Values.Builder values = Values.builder();
        kind.attributes().stream()
                .filter(Attribute::isRead)
                .forEach(attribute ->
                        values.put(attribute.field(), attribute.value(json).orElse(null)));
        return values.build();
    }

    /** Tags, those of the form {@code name=value} taken apart. */
    protected Map<String, String> labels(Values json) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (Object tag : json.list("tags")) {
            if (!Mark.isOurTag(tag)) {
                String[] parts = String.valueOf(tag).split("=", 2);
                labels.put(parts[0], parts.length > 1 ? parts[1] : "");
            }
        }
        return labels;
    }

    protected String path(String id) {
        return "/" + kind.collection() + Request.path(id);
    }

    protected final Request request(String method, String path, @Nullable Object body) {
        return Request.put(kind.service(), path, body).method(method).atMost(kind.atMost());
    }

    protected final Listing listing() {
        return listing;
    }

    /** Never anything of the connection's. */
    @Override
    public String toString() {
        return "handler of " + kind.type();
    }
}
