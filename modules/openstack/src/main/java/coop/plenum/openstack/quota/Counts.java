package coop.plenum.openstack.quota;

import coop.plenum.api.Values;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Request;
import coop.plenum.openstack.client.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Designate and Octavia tell the limits and not what is used of them: that is counted, where there is a limit. */
final class Counts {
    private static final List<String> BALANCING = List.of("load_balancer", "listener", "pool");

    private Counts() {}

    static Map<String, Usage> usages(Cloud cloud, Service service, String project, OperationContext context)
            throws ProviderException, InterruptedException {
        return service == Service.DNS ? zones(cloud, project, context) : balancing(cloud, project, context);
    }

    /** Of the connection's own project: Designate counts nobody else's apart. */
    private static Map<String, Usage> zones(Cloud cloud, String project, OperationContext context)
            throws ProviderException, InterruptedException {
        long limit = cloud.get(Service.DNS, "/quotas" + Request.path(project), context)
                .integer("zones")
                .orElse(-1);
        boolean own = cloud.who(context).project().filter(project::equals).isPresent();
        if (limit < 0 || !own || cloud.allProjects()) {
            return Map.of();
        }
        long used = cloud.get(Service.DNS, "/zones?limit=1", context)
                .nested("metadata")
                .integer("total_count")
                .orElse(0);
        return Map.of("zones", new Usage("zones", limit, used));
    }

    private static Map<String, Usage> balancing(Cloud cloud, String project, OperationContext context)
            throws ProviderException, InterruptedException {
        Values limits = cloud.get(Service.LOAD_BALANCER, "/lbaas/quotas" + Request.path(project), context)
                .nested("quota");
        Map<String, Usage> usages = new LinkedHashMap<>();
        for (String name : BALANCING) {
            long limit = limits.integer(name).orElse(-1);
            if (limit >= 0) {
                String plural = name.replace("_", "") + "s";
                String path = "/lbaas/" + plural + Request.query("project_id", project, "fields", "id");
                int used = cloud.get(Service.LOAD_BALANCER, path, context)
                        .list(plural)
                        .size();
                usages.put(name, new Usage(name, limit, used));
            }
        }
        return usages;
    }
}
