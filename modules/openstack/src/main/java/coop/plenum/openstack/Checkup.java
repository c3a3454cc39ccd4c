package coop.plenum.openstack;

import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Endpoint;
import coop.plenum.openstack.client.Request;
import coop.plenum.openstack.client.Service;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says who one is in a cloud, and which of its services answer to that. */
final class Checkup {
    /** Something small that each service tells everybody who may look. */
    private static final Map<Service, String> QUESTIONS = new EnumMap<>(Map.of(
            Service.COMPUTE, "/servers?limit=1",
            Service.NETWORK, "/networks?limit=1",
            Service.VOLUME, "/volumes?limit=1",
            Service.IMAGE, "/images?limit=1",
            Service.OBJECT_STORE, "?format=json&limit=1",
            Service.DNS, "/zones?limit=1",
            Service.LOAD_BALANCER, "/lbaas/loadbalancers?limit=1"));

    private final Cloud cloud;
    private final List<String> found = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> forbidden = new ArrayList<>();
    private final List<Diagnostics.Problem> problems = new ArrayList<>();

    Checkup(Cloud cloud) {
        this.cloud = cloud;
    }

    Diagnostics run(OperationContext context) throws InterruptedException {
        try {
            Cloud.Who who = cloud.who(context);
            Optional<String> region = cloud.unknownRegion(context);
            if (region.isPresent()) {
                return Diagnostics.failed(
                        new ProviderException(Category.USER, "unknown-region", region.get(), "region", null, null));
            }
            for (Map.Entry<Service, String> question : QUESTIONS.entrySet()) {
                ask(question.getKey(), question.getValue(), who, context);
            }
            if (found.isEmpty() && forbidden.isEmpty() && problems.isEmpty()) {
                problems.add(new Diagnostics.Problem(
                        "no-services",
                        Category.UNSUPPORTED,
                        Optional.of("endpoints"),
                        "The catalog has none of the services that this module speaks to."));
            }
            return new Diagnostics(summary(who), problems);
        } catch (ProviderException e) {
            return Diagnostics.failed(e);
        }
    }

    private void ask(Service service, String question, Cloud.Who who, OperationContext context)
            throws InterruptedException {
        try {
            if (!cloud.has(service, context)) {
                missing.add(service.word());
                return;
            }
            Endpoint endpoint = cloud.endpoint(service, context);
            if (who.project().isPresent()) { // services tell little to who belongs to no project
                cloud.send(Request.get(service, question), context);
            }
            found.add(service.word()
                    + endpoint.highest().map(version -> " " + version).orElse(""));
        } catch (ProviderException e) {
            if (e.code().equals("insufficient-privilege")) {
                forbidden.add(service.word()); // a lesser role is a choice and no problem
                return;
            }
            problems.add(new Diagnostics.Problem(e.code(), e.category(), e.field(), e.getMessage()));
        }
    }

    private String summary(Cloud.Who who) {
        return who.user() + " in " + who.scope() + " with the roles "
                + String.join(", ", who.roles().stream().sorted().toList()) + ". Services: "
                + String.join(", ", found) + "."
                + (missing.isEmpty() ? "" : " Not there: " + String.join(", ", missing) + ".")
                + (forbidden.isEmpty() ? "" : " Not open to these roles: " + String.join(", ", forbidden) + ".");
    }
}
