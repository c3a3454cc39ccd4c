package coop.plenum.aws.ec2;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.Kind;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Security groups. They have a name of their own, unique in the VPC, beside the tag. */
final class SecurityGroupHandler extends Ec2Handler<SecurityGroup> {
    private static final int MOST = 1000;

    private static final Kind<SecurityGroup> KIND = Kind.placed(
                    Types.SECURITY_GROUP,
                    "security group",
                    List.<Attribute<SecurityGroup>>of(
                            Attribute.fixed("name", SecurityGroup::groupName),
                            Attribute.fixed("description", SecurityGroup::description),
                            Attribute.<SecurityGroup>fixed("network", SecurityGroup::vpcId)
                                    .to(Types.VPC),
                            tagsOf(SecurityGroup::tags),
                            Attribute.told("owner", SecurityGroup::ownerId)))
            .traits("network.firewall")
            .identity("name", "network");

    SecurityGroupHandler(Ec2 ec2) {
        super(ec2, KIND, ResourceType.SECURITY_GROUP, "sg");
    }

    @Override
    Batch<SecurityGroup> describe(String region, Query query, OperationContext context)
            throws ProviderException, InterruptedException {
        var answer = ec2.call(
                region,
                "DescribeSecurityGroups",
                context,
                client -> client.describeSecurityGroups(request -> request.groupIds(query.ids())
                        .filters(query.filters())
                        .nextToken(query.token())
                        .maxResults(query.max(MOST))));
        return Batch.of(answer.securityGroups(), answer.nextToken());
    }

    @Override
    Query identified(Query query, Wanted known) throws ProviderException {
        Query named = query.where("group-name", known.name());
        String vpc = known.id("network");
        return vpc == null ? named : named.where("vpc-id", vpc);
    }

    @Override
    protected String id(SecurityGroup group) {
        return group.groupId();
    }

    @Override
    protected Map<String, String> tags(SecurityGroup group) {
        return tagMap(group.tags());
    }

    @Override
    protected String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        List<TagSpecification> tags = tagging(mark, wanted);
        String vpc = wanted.id("network");
        // EC2 insists on a description
        String description = Optional.ofNullable(wanted.text("description")).orElse(wanted.name());
        return ec2.call(
                        region,
                        "CreateSecurityGroup",
                        context,
                        client -> client.createSecurityGroup(request -> request.groupName(wanted.name())
                                .description(description)
                                .vpcId(vpc)
                                .tagSpecifications(tags)))
                .groupId();
    }

    @Override
    protected void erase(Place place, SecurityGroup there, OperationContext context)
            throws ProviderException, InterruptedException {
        ec2.call(
                place.region(),
                "DeleteSecurityGroup",
                context,
                client -> client.deleteSecurityGroup(request -> request.groupId(place.id())));
    }
}
