package coop.plenum.openstack.quota;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.QuotaNeed;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.resource.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says before something is made whether the project's quotas have room for it. */
public final class Limits {
    private final Cloud cloud;

    public Limits(Cloud cloud) {
        this.cloud = cloud;
    }

    /**
     * What is needed of the quotas of a service.
     *
     * @param amounts by the service's own names of its quotas
     */
    public record Need(Service service, Map<String, Long> amounts) {
        public Need {
            amounts = Map.copyOf(amounts);
        }

        /** One of Neutron's resources. */
        public static Need one(String name) {
            return new Need(Service.NETWORK, Map.of(name, 1L));
        }
    }

    /**
     * All quotas that are too small for a new resource, each in words. None for other changes, and none when the quotas
     * cannot be read: then the cloud itself will tell. What is left of each goes to the progress, and what is needed to
     * those who add it up.
     */
    public List<Violation> check(Change change, OperationContext context, Need need) throws InterruptedException {
        return change.kind() == Change.Kind.CREATE ? check(project(change), context, need) : List.of();
    }

    /** For a change that needs more of what it has. */
    public List<Violation> growth(Change change, OperationContext context, Need need) throws InterruptedException {
        return check(project(change), context, need);
    }

    private static String project(Change change) {
        return change.after().get("project").map(Form::id).orElse("");
    }

    private List<Violation> check(String project, OperationContext context, Need need) throws InterruptedException {
        try {
            String whose = project.isEmpty() ? cloud.who(context).requireProject() : project;
            Map<String, Usage> usages = Usage.read(cloud, need.service(), whose, context);
            List<Violation> problems = new ArrayList<>();
            for (Map.Entry<String, Long> amount : sorted(need).entrySet()) {
                Usage usage = usages.get(amount.getKey());
                if (usage != null && usage.limited()) {
                    context.progress(0, usage.sentence());
                    context.needs(new QuotaNeed(
                            need.service().word() + "/" + whose + "/" + usage.name(),
                            usage.words() + (project.isEmpty() ? "" : " of the project " + whose),
                            usage.left(),
                            amount.getValue()));
                    if (usage.left() < amount.getValue()) {
                        problems.add(new Violation(
                                "",
                                "quota-exceeded",
                                usage.sentence() + " " + amount.getValue() + " more are needed."));
                    }
                }
            }
            return problems;
        } catch (ProviderException e) {
            return List.of();
        }
    }

    private static Map<String, Long> sorted(Need need) {
        Map<String, Long> sorted = new LinkedHashMap<>();
        need.amounts().keySet().stream()
                .sorted()
                .forEach(name -> sorted.put(name, need.amounts().getOrDefault(name, 0L)));
        return sorted;
    }
}
