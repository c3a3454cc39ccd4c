package coop.plenum.openstack.network;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Validator;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.quota.Limits;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.CollectionHandler;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Mark;
import coop.plenum.openstack.resource.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules of security groups. Neutron has no two alike, so what a rule says is what it is found by. */
final class SecurityGroupRuleHandler extends CollectionHandler implements Validator {
    private static final Set<String> WITH_PORTS = Set.of("tcp", "udp", "sctp", "dccp", "udplite");

    private static final Kind KIND = Kind.of(
                    Types.SECURITY_GROUP_RULE,
                    "security group rule",
                    Service.NETWORK,
                    "security_group_rule",
                    "security_group_rules",
                    Attribute.fixed("securityGroup", "security_group_id", Form.REFERENCE)
                            .to(Types.SECURITY_GROUP),
                    Attribute.fixed("direction", "direction", Form.WORD),
                    Attribute.fixed("etherType", "ethertype", Form.WORD),
                    Attribute.fixed("protocol", "protocol", Form.WORD),
                    Attribute.fixed("firstPort", "port_range_min", Form.NUMBER),
                    Attribute.fixed("lastPort", "port_range_max", Form.NUMBER),
                    Attribute.fixed("remoteRange", "remote_ip_prefix", Form.PLAIN),
                    Attribute.fixed("remoteGroup", "remote_group_id", Form.REFERENCE)
                            .to(Types.SECURITY_GROUP),
                    Attribute.fixed("description", "description", Form.TEXT),
                    NeutronHandler.PROJECT)
            .at("security-group-rules", "security-group-rules")
            .identity(
                    "securityGroup",
                    "direction",
                    "etherType",
                    "protocol",
                    "firstPort",
                    "lastPort",
                    "remoteRange",
                    "remoteGroup")
            .projects("project_id", "")
            .build();

    private final Limits limits;

    SecurityGroupRuleHandler(Cloud cloud, Limits limits) {
        super(cloud, KIND);
        this.limits = limits;
    }

    @Override
    protected List<Values> alike(ResourceRef ref, OperationContext context)
            throws ProviderException, InterruptedException {
        Optional<Object> group = ref.known().get("securityGroup");
        if (group.isEmpty()) {
            return List.of();
        }
        Values wanted = complete(ref.known());
        List<Values> alike = new ArrayList<>();
        for (Values json : listing().all(List.of("security_group_id", Form.id(group.get())), context)) {
            Values there = values(json);
            if (kind.identity().stream().allMatch(field -> wanted.get(field).equals(there.get(field)))) {
                alike.add(json);
            }
        }
        return alike;
    }

    /** What Neutron puts in for what is left out. */
    private static Values complete(Values rule) {
        return Values.builder().put("etherType", "ipv4").putAll(rule).build();
    }

    @Override
    protected Optional<Values> made(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        ResourceRef wanted = new ResourceRef(
                change.ref().item(), Optional.empty(), change.ref().title(), change.after());
        return alike(wanted, context).stream().findFirst();
    }

    @Override
    protected String title(Values json) {
        return json.text("description").filter(text -> !text.isBlank()).orElseGet(() -> sentence(values(json)));
    }

    private static String sentence(Values rule) {
        boolean in = rule.text("direction").filter("ingress"::equals).isPresent();
        String ports = rule.integer("firstPort").isPresent()
                ? " " + rule.integer("firstPort").getAsLong()
                        + (rule.integer("firstPort").equals(rule.integer("lastPort"))
                                ? ""
                                : "-" + rule.integer("lastPort").orElse(0))
                : "";
        String remote = rule.text("remoteRange")
                .or(() -> rule.text("remoteGroup").map(group -> "a group"))
                .orElse("anywhere");
        return (in ? "in: " : "out: ")
                + rule.text("protocol").orElse("all") + ports
                + (in ? " from " : " to ")
                + remote + " (" + rule.text("etherType").orElse("") + ")";
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) throws InterruptedException {
        List<Violation> problems = new ArrayList<>();
        if (change.kind() != Change.Kind.DELETE) {
            Values rule = change.after();
            ports(rule, problems);
            if (rule.has("remoteRange") && rule.has("remoteGroup")) {
                problems.add(new Violation("/remoteGroup", "contradiction", "Either a range or a group, not both."));
            }
        }
        problems.addAll(limits.check(change, context, Limits.Need.one("security_group_rule")));
        return problems;
    }

    private static void ports(Values rule, List<Violation> problems) {
        boolean ports = rule.has("firstPort") || rule.has("lastPort");
        String protocol = rule.text("protocol").orElse("");
        // ICMP keeps its type and code in these fields
        boolean numbers = protocol.contains("icmp") || protocol.matches("\\d+");
        if (ports && !WITH_PORTS.contains(protocol) && !numbers) {
            problems.add(new Violation("/protocol", "required", "Ports need a protocol that has some, such as tcp."));
        }
        if (ports && !numbers) {
            long first =
                    rule.integer("firstPort").orElse(rule.integer("lastPort").orElse(1));
            long last = rule.integer("lastPort").orElse(first);
            if (first < 0 || last > 65_535 || first > last) {
                problems.add(new Violation("/lastPort", "invalid-value", "Ports run from 0 to 65535, first to last."));
            }
        }
    }
}
