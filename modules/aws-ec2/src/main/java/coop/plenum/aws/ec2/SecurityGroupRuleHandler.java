package coop.plenum.aws.ec2;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Validator;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.Faults;
import coop.plenum.aws.common.Kind;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Single rules of security groups. They have no name: what they say is what they are. */
final class SecurityGroupRuleHandler extends Ec2Handler<SecurityGroupRule> implements Validator {
    private static final int MOST = 1000;
    private static final String ALL = "-1";
    private static final List<String> IDENTITY =
            List.of("securityGroup", "direction", "protocol", "firstPort", "lastPort", "remoteRange", "remoteGroup");

    private static final Kind<SecurityGroupRule> KIND = Kind.following(
                    Types.SECURITY_GROUP_RULE,
                    "security group rule",
                    List.<Attribute<SecurityGroupRule>>of(
                            Attribute.<SecurityGroupRule>fixed("securityGroup", SecurityGroupRule::groupId)
                                    .to(Types.SECURITY_GROUP),
                            Attribute.fixed(
                                    "direction", rule -> Boolean.TRUE.equals(rule.isEgress()) ? "egress" : "ingress"),
                            Attribute.fixed(
                                    "protocol", rule -> ALL.equals(rule.ipProtocol()) ? null : rule.ipProtocol()),
                            Attribute.fixed("firstPort", rule -> port(rule.fromPort())),
                            Attribute.fixed("lastPort", rule -> port(rule.toPort())),
                            Attribute.fixed(
                                    "remoteRange",
                                    rule -> Optional.ofNullable(rule.cidrIpv4()).orElse(rule.cidrIpv6())),
                            Attribute.<SecurityGroupRule>fixed("remoteGroup", SecurityGroupRuleHandler::remoteGroup)
                                    .to(Types.SECURITY_GROUP),
                            Attribute.fixed("description", SecurityGroupRule::description),
                            tagsOf(SecurityGroupRule::tags)))
            .identity(IDENTITY.toArray(String[]::new));

    SecurityGroupRuleHandler(Ec2 ec2) {
        super(ec2, KIND, ResourceType.SECURITY_GROUP_RULE, "sgr");
    }

    private static @Nullable Integer port(@Nullable Integer port) {
        return port == null || port < 0 ? null : port;
    }

    private static @Nullable String remoteGroup(SecurityGroupRule rule) {
        return rule.referencedGroupInfo() == null
                ? null
                : rule.referencedGroupInfo().groupId();
    }

    @Override
    Batch<SecurityGroupRule> describe(String region, Query query, OperationContext context)
            throws ProviderException, InterruptedException {
        var answer = ec2.call(
                region,
                "DescribeSecurityGroupRules",
                context,
                client -> client.describeSecurityGroupRules(request -> request.securityGroupRuleIds(query.ids())
                        .filters(query.filters())
                        .nextToken(query.token())
                        .maxResults(query.max(MOST))));
        return Batch.of(answer.securityGroupRules(), answer.nextToken());
    }

    @Override
    protected List<SecurityGroupRule> alike(String region, String name, Values known, OperationContext context)
            throws ProviderException, InterruptedException {
        String group = new Wanted(name, known).id("securityGroup");
        if (group == null) {
            return List.of();
        }
        Values wanted = complete(known);
        return all(region, Query.all().where("group-id", group), context).stream()
                .filter(rule -> {
                    Values there = values(region, rule);
                    return IDENTITY.stream().allMatch(field -> Objects.equals(there.get(field), wanted.get(field)));
                })
                .toList();
    }

    /** One port is a range too. */
    private static Values complete(Values values) {
        return values.has("lastPort") || !values.has("firstPort")
                ? values
                : values.merge(Values.of("lastPort", values.get("firstPort").orElseThrow()));
    }

    @Override
    protected String title(SecurityGroupRule rule) {
        String what = ALL.equals(rule.ipProtocol()) ? "all" : String.valueOf(rule.ipProtocol());
        Integer first = port(rule.fromPort());
        String ports = first == null ? "" : " " + first + (first.equals(rule.toPort()) ? "" : "-" + rule.toPort());
        String whom = Optional.ofNullable(rule.cidrIpv4())
                .or(() -> Optional.ofNullable(rule.cidrIpv6()))
                .or(() -> Optional.ofNullable(remoteGroup(rule)))
                .orElseGet(() -> String.valueOf(rule.prefixListId()));
        return what + ports + (Boolean.TRUE.equals(rule.isEgress()) ? " to " : " from ") + whom;
    }

    @Override
    protected String id(SecurityGroupRule rule) {
        return rule.securityGroupRuleId();
    }

    @Override
    protected Map<String, String> tags(SecurityGroupRule rule) {
        return tagMap(rule.tags());
    }

    @Override
    protected String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        List<TagSpecification> tags = tagging(mark, wanted);
        String group = wanted.id("securityGroup");
        IpPermission permission = permission(new Wanted(wanted.name(), complete(wanted.values())));
        List<SecurityGroupRule> made = "egress".equals(wanted.text("direction"))
                ? ec2.call(
                                region,
                                "AuthorizeSecurityGroupEgress",
                                context,
                                client -> client.authorizeSecurityGroupEgress(request -> request.groupId(group)
                                        .ipPermissions(permission)
                                        .tagSpecifications(tags)))
                        .securityGroupRules()
                : ec2.call(
                                region,
                                "AuthorizeSecurityGroupIngress",
                                context,
                                client -> client.authorizeSecurityGroupIngress(request -> request.groupId(group)
                                        .ipPermissions(permission)
                                        .tagSpecifications(tags)))
                        .securityGroupRules();
        return made.get(0).securityGroupRuleId();
    }

    private static IpPermission permission(Wanted wanted) throws ProviderException {
        String description = wanted.text("description");
        String range = wanted.text("remoteRange");
        String group = wanted.id("remoteGroup");
        IpPermission.Builder permission = IpPermission.builder()
                .ipProtocol(Optional.ofNullable(wanted.text("protocol")).orElse(ALL))
                .fromPort(wanted.number("firstPort"))
                .toPort(wanted.number("lastPort"));
        if (group != null) {
            return permission
                    .userIdGroupPairs(UserIdGroupPair.builder()
                            .groupId(group)
                            .description(description)
                            .build())
                    .build();
        }
        if (range == null) {
            throw Faults.user("remoteRange", "A rule is for a range or for a group; say for which.");
        }
        return range.contains(":")
                ? permission
                        .ipv6Ranges(Ipv6Range.builder()
                                .cidrIpv6(range)
                                .description(description)
                                .build())
                        .build()
                : permission
                        .ipRanges(IpRange.builder()
                                .cidrIp(range)
                                .description(description)
                                .build())
                        .build();
    }

    @Override
    protected void erase(Place place, SecurityGroupRule there, OperationContext context)
            throws ProviderException, InterruptedException {
        if (Boolean.TRUE.equals(there.isEgress())) {
            ec2.call(
                    place.region(),
                    "RevokeSecurityGroupEgress",
                    context,
                    client -> client.revokeSecurityGroupEgress(
                            request -> request.groupId(there.groupId()).securityGroupRuleIds(place.id())));
        } else {
            ec2.call(
                    place.region(),
                    "RevokeSecurityGroupIngress",
                    context,
                    client -> client.revokeSecurityGroupIngress(
                            request -> request.groupId(there.groupId()).securityGroupRuleIds(place.id())));
        }
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) {
        List<Violation> problems = new ArrayList<>();
        Values wanted = change.after();
        if (change.kind() == Change.Kind.DELETE) {
            return problems;
        }
        if (wanted.has("remoteRange") == wanted.has("remoteGroup")) {
            problems.add(new Violation(
                    "/remoteRange", "one-remote", "A rule is for a range or for a group: give one of the two."));
        }
        boolean ports = wanted.has("firstPort") || wanted.has("lastPort");
        if (ports && !wanted.has("protocol")) {
            problems.add(new Violation("/protocol", "protocol-needed", "Ports need a protocol, such as tcp."));
        }
        if (wanted.has("lastPort") && !wanted.has("firstPort")) {
            problems.add(new Violation("/firstPort", "first-port-needed", "A last port needs a first one."));
        }
        String protocol = wanted.text("protocol").orElse("");
        if ((protocol.equals("tcp") || protocol.equals("udp")) && !ports) {
            problems.add(new Violation("/firstPort", "ports-needed", "Give the ports; 0 to 65535 for all."));
        }
        return problems;
    }
}
