package coop.plenum.openstack.quota;

import coop.plenum.api.Values;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Json;
import coop.plenum.openstack.client.Request;
import coop.plenum.openstack.client.Service;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One quota of a project.
 *
 * @param name as the service calls it
 * @param limit negative: there is none
 * @param used what is used or promised
 */
record Usage(String name, long limit, long used) {
    private static final Map<String, String> WORDS = Map.of(
            "cores", "virtual CPUs",
            "ram", "MiB of memory",
            "gigabytes", "GiB of volumes",
            "security_group", "security groups",
            "security_group_rule", "security group rules",
            "floatingip", "floating IPs",
            "load_balancer", "load balancers",
            "instances", "servers");

    boolean limited() {
        return limit >= 0;
    }

    long left() {
        return Math.max(0, limit - used);
    }

    /** What it is a quota of, as goes with a number. */
    String words() {
        return WORDS.getOrDefault(name, name.endsWith("s") ? name : name + "s");
    }

    String sentence() {
        return "The project uses " + used + " of " + limit + " " + words() + ", so " + left() + " are left.";
    }

    /** By name; what a service tells in another way is left out. */
    static Map<String, Usage> read(Cloud cloud, Service service, String project, OperationContext context)
            throws ProviderException, InterruptedException {
        if (service == Service.DNS || service == Service.LOAD_BALANCER) {
            return Counts.usages(cloud, service, project, context);
        }
        Values answer = cloud.get(service, path(service, project), context);
        Values set = answer.nested(service == Service.NETWORK ? "quota" : "quota_set");
        Map<String, Usage> usages = new LinkedHashMap<>();
        for (String name : set.asMap().keySet()) {
            Values one = Json.values(set.asMap().get(name));
            if (one.integer("limit").isPresent()) {
                long used = one.integer("in_use").orElse(one.integer("used").orElse(0))
                        + one.integer("reserved").orElse(0);
                usages.put(name, new Usage(name, one.integer("limit").getAsLong(), used));
            }
        }
        return usages;
    }

    private static String path(Service service, String project) {
        return switch (service) {
            case NETWORK -> "/quotas" + Request.path(project) + "/details.json";
            case VOLUME -> "/os-quota-sets" + Request.path(project) + "?usage=True";
            case COMPUTE -> "/os-quota-sets" + Request.path(project) + "/detail";
            case IDENTITY, IMAGE, OBJECT_STORE, DNS, LOAD_BALANCER ->
                throw new IllegalArgumentException(service.project() + " has no quotas of this form.");
        };
    }
}
