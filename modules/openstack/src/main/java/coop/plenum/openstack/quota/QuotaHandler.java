package coop.plenum.openstack.quota;

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
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Json;
import coop.plenum.openstack.client.Request;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.resource.Failures;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Marker;
import coop.plenum.openstack.resource.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The quotas of a project, from all services that have some; -1 is none. They are there as long as their project is, so
 * they are only changed. What is used shows too, and changes as other resources do.
 */
public final class QuotaHandler implements ResourceHandler, Discoverer {
    private static final ResourceType TYPE =
            new ResourceType(Types.QUOTA, Set.of("access.quota"), List.of("project"), 1);
    private static final List<Service> SERVICES = List.of(Service.COMPUTE, Service.NETWORK, Service.VOLUME);
    private static final int PAGE = 50;

    private final Cloud cloud;

    public QuotaHandler(Cloud cloud) {
        this.cloud = cloud;
    }

    /** A project, as its quotas need to know it. */
    private record Project(String id, String name) {}

    @Override
    public ResourceType type() {
        return TYPE;
    }

    @Override
    public Observed observe(ResourceRef ref, OperationContext context) throws InterruptedException {
        try {
            Optional<Project> project = find(id(ref), context);
            return project.isPresent() ? new Observed.Present(state(project.get(), context)) : new Observed.Absent();
        } catch (ProviderException e) {
            return new Observed.Unknown(e);
        }
    }

    private static String id(ResourceRef ref) {
        return ref.externalId()
                .or(() -> ref.known().get("project").map(Form::id))
                .orElse("");
    }

    private Optional<Project> find(String id, OperationContext context) throws ProviderException, InterruptedException {
        return projects(context).stream()
                .filter(project -> project.id().equals(id))
                .findFirst();
    }

    /** The connection's own, or all when it is to show all. */
    private List<Project> projects(OperationContext context) throws ProviderException, InterruptedException {
        Cloud.Who who = cloud.who(context);
        List<Project> projects = new ArrayList<>();
        String path = cloud.allProjects() && who.admin() ? "/projects" : "/auth/projects";
        for (Values json :
                Json.objects(cloud.get(Service.IDENTITY, path, context).list("projects"))) {
            String id = json.text("id").orElse("");
            if (cloud.allProjects() || who.project().filter(id::equals).isPresent()) {
                projects.add(new Project(id, json.text("name").orElse(id)));
            }
        }
        projects.sort(Comparator.comparing(Project::id));
        return projects;
    }

    private ResourceState state(Project project, OperationContext context)
            throws ProviderException, InterruptedException {
        Values.Builder values = Values.builder().put("project", Form.reference(Types.PROJECT, project.id()));
        for (Service service : SERVICES) {
            if (cloud.has(service, context)) {
                Map<String, Usage> usages = Usage.read(cloud, service, project.id(), context);
                QuotaField.ALL.stream()
                        .filter(field -> field.service() == service && usages.containsKey(field.name()))
                        .forEach(field -> {
                            Usage usage = usages.get(field.name());
                            values.put(field.field(), usage.limit());
                            values.put(field.usedField(), usage.used());
                        });
            }
        }
        return new ResourceState(project.id(), "Quotas of " + project.name(), Map.of(), values.build());
    }

    @Override
    public Found discover(Optional<String> pageToken, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        String after = pageToken.isPresent() ? Marker.parse(pageToken.get()).after() : "";
        List<Project> rest = projects(context).stream()
                .filter(project -> project.id().compareTo(after) > 0)
                .toList();
        List<Project> some = rest.subList(0, Math.min(rest.size(), Math.max(1, Math.min(max, PAGE))));
        List<ResourceState> states = new ArrayList<>();
        boolean complete = true;
        for (Project project : some) {
            try {
                states.add(state(project, context));
            } catch (ProviderException e) {
                if (e.category() != Category.AUTHENTICATION) {
                    throw e;
                }
                complete = false; // a project whose quotas these credentials may not see
            }
        }
        Optional<String> next = some.size() < rest.size()
                ? Optional.of(new Marker(some.get(some.size() - 1).id()).token())
                : Optional.empty();
        return new Found(states, next, complete);
    }

    @Override
    public Step apply(Change change, OperationContext context) throws InterruptedException {
        try {
            if (change.kind() != Change.Kind.UPDATE) {
                throw Failures.unsupported("Quotas come and go with their project; they can only be changed.");
            }
            Project project = find(id(change.ref()), context).orElseThrow(() -> Failures.missing("project"));
            Values now = state(project, context).values();
            for (Service service : SERVICES) {
                change(project, service, change.after(), now, context);
            }
            return Step.done(state(project, context));
        } catch (ProviderException e) {
            return Step.failed(e);
        }
    }

    private void change(Project project, Service service, Values wanted, Values now, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, Object> patch = new LinkedHashMap<>();
        for (QuotaField field : QuotaField.ALL) {
            Optional<Object> value = wanted.get(field.field());
            if (field.service() == service && value.isPresent() && !value.equals(now.get(field.field()))) {
                patch.put(field.name(), value.get());
            }
        }
        if (!patch.isEmpty()) {
            boolean network = service == Service.NETWORK;
            cloud.send(
                    Request.put(
                            service,
                            (network ? "/quotas" : "/os-quota-sets") + Request.path(project.id()),
                            Map.of(network ? "quota" : "quota_set", patch)),
                    context);
        }
    }

    @Override
    public String toString() {
        return "handler of " + Types.QUOTA;
    }
}
