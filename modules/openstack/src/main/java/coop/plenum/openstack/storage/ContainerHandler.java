package coop.plenum.openstack.storage;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.Observed;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.ResourceType;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.Validator;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Json;
import coop.plenum.openstack.client.Reply;
import coop.plenum.openstack.client.Request;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.resource.Failures;
import coop.plenum.openstack.resource.Marker;
import coop.plenum.openstack.resource.Types;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Containers of objects. Their properties are headers; a name is the id, so making one twice makes one. How many objects
 * there are is not shown: it changes with every one.
 */
public final class ContainerHandler implements ResourceHandler, Discoverer, Validator {
    private static final ResourceType TYPE =
            new ResourceType(Types.CONTAINER, Set.of("storage.bucket"), List.of("name"), 1);
    private static final Map<String, String> HEADERS =
            Map.of("readAccess", "X-Container-Read", "writeAccess", "X-Container-Write");
    private static final int LONGEST_NAME = 256;
    /** Each is asked for its headers. */
    private static final int PAGE = 100;

    private final Cloud cloud;

    public ContainerHandler(Cloud cloud) {
        this.cloud = cloud;
    }

    @Override
    public ResourceType type() {
        return TYPE;
    }

    @Override
    public Observed observe(ResourceRef ref, OperationContext context) throws InterruptedException {
        try {
            return read(name(ref, ref.known()), context)
                    .<Observed>map(Observed.Present::new)
                    .orElseGet(Observed.Absent::new);
        } catch (ProviderException e) {
            return new Observed.Unknown(e);
        }
    }

    private static String name(ResourceRef ref, Values values) {
        return ref.externalId().or(() -> values.text("name")).orElse(ref.title());
    }

    private Optional<ResourceState> read(String name, OperationContext context)
            throws ProviderException, InterruptedException {
        try {
            // not HEAD: Swift answers that with 204 and a length, which Java's client takes for a broken answer
            String one = Request.path(name) + Request.query("format", "json", "limit", "1");
            Reply reply = cloud.send(Request.get(Service.OBJECT_STORE, one), context);
            return Optional.of(state(name, reply));
        } catch (ProviderException e) {
            if (e.category() == Category.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static ResourceState state(String name, Reply reply) {
        Values.Builder values = Values.builder().put("name", name);
        HEADERS.forEach((field, header) -> values.put(
                field,
                reply.headers()
                        .firstValue(header)
                        .filter(value -> !value.isBlank())
                        .orElse(null)));
        values.put("policy", reply.headers().firstValue("X-Storage-Policy").orElse(null));
        return new ResourceState(name, name, Map.of(), values.build());
    }

    @Override
    public Found discover(Optional<String> pageToken, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        String after = pageToken.isPresent() ? Marker.parse(pageToken.get()).after() : "";
        int limit = Math.max(1, Math.min(max, PAGE));
        List<String> names;
        try {
            names = names(after, limit, context);
        } catch (ProviderException e) {
            if (!e.code().equals("service-missing") && !e.code().equals("insufficient-privilege")) {
                throw e;
            }
            context.progress(1, "Containers are not listed. " + e.getMessage());
            return new Found(List.of(), Optional.empty(), false);
        }
        List<ResourceState> states = new ArrayList<>();
        for (String name : names) {
            read(name, context).ifPresent(states::add);
        }
        return new Found(
                states,
                names.size() < limit ? Optional.empty() : Optional.of(new Marker(names.get(names.size() - 1)).token()),
                true);
    }

    private List<String> names(String after, int limit, OperationContext context)
            throws ProviderException, InterruptedException {
        String query = Request.query("format", "json", "limit", String.valueOf(limit), "marker", after);
        return Json.objects(cloud.get(Service.OBJECT_STORE, query, context).list("list")).stream()
                .flatMap(entry -> entry.text("name").stream())
                .toList();
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) {
        String name = name(change.ref(), change.after());
        boolean good = !name.contains("/") && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
        return good || change.kind() != Change.Kind.CREATE
                ? List.of()
                : List.of(new Violation(
                        "/name", "invalid-value", "At most " + LONGEST_NAME + " bytes and no slash are a name."));
    }

    @Override
    public Step apply(Change change, OperationContext context) throws InterruptedException {
        try {
            String name = name(change.ref(), change.after());
            return switch (change.kind()) {
                case CREATE -> write("PUT", name, change, context);
                case UPDATE -> {
                    if (read(name, context).isEmpty()) {
                        throw Failures.missing("container");
                    }
                    yield write("POST", name, change, context);
                }
                case DELETE -> delete(name, context);
            };
        } catch (ProviderException e) {
            return Step.failed(e);
        }
    }

    private Step write(String method, String name, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Request request =
                Request.put(Service.OBJECT_STORE, Request.path(name), null).method(method);
        for (Map.Entry<String, String> header : HEADERS.entrySet()) {
            Optional<String> wanted = change.after().text(header.getKey());
            if (wanted.isPresent() || change.before().has(header.getKey())) {
                request = request.header(header.getValue(), wanted.orElse(""));
            }
        }
        Optional<String> policy = change.after().text("policy");
        if (change.kind() == Change.Kind.CREATE && policy.isPresent()) {
            request = request.header("X-Storage-Policy", policy.get());
        }
        cloud.send(request, context);
        return new Step.Done(read(name, context));
    }

    private Step delete(String name, OperationContext context) throws ProviderException, InterruptedException {
        try {
            cloud.send(Request.delete(Service.OBJECT_STORE, Request.path(name)), context);
        } catch (ProviderException e) {
            if (e.category() == Category.CONFLICT) {
                throw Failures.conflict(
                        "container-not-empty", "There are objects in the container; delete them first.");
            }
            if (e.category() != Category.MISSING) {
                throw e;
            }
        }
        return Step.done();
    }

    @Override
    public String toString() {
        return "handler of " + Types.CONTAINER;
    }
}
