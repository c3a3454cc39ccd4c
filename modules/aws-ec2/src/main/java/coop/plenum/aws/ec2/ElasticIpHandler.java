package coop.plenum.aws.ec2;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Step;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.Kind;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Elastic IPs and the instances that they lead to. */
final class ElasticIpHandler extends Ec2Handler<Address> {
    private static final Kind<Address> KIND = Kind.placed(
                    Types.ELASTIC_IP,
                    "elastic IP",
                    List.<Attribute<Address>>of(
                            name(Address::tags),
                            Attribute.<Address>free("instance", Address::instanceId)
                                    .to(Types.INSTANCE),
                            tagsOf(Address::tags),
                            Attribute.told("address", Address::publicIp),
                            Attribute.told("fixedAddress", Address::privateIpAddress)))
            .traits("network.address");

    ElasticIpHandler(Ec2 ec2) {
        super(ec2, KIND, ResourceType.ELASTIC_IP, "eipalloc");
    }

    @Override
    Batch<Address> describe(String region, Query query, OperationContext context)
            throws ProviderException, InterruptedException {
        return Batch.all(ec2
                .call(
                        region,
                        "DescribeAddresses",
                        context,
                        client -> client.describeAddresses(
                                request -> request.allocationIds(query.ids()).filters(query.filters())))
                .addresses()
                .stream()
                // those from before there were VPCs cannot be told by an allocation
                .filter(address -> address.allocationId() != null)
                .toList());
    }

    @Override
    protected String id(Address address) {
        return address.allocationId();
    }

    @Override
    protected String title(Address address) {
        return address.publicIp();
    }

    @Override
    protected Map<String, String> tags(Address address) {
        return tagMap(address.tags());
    }

    @Override
    protected String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        List<TagSpecification> tags = tagging(mark, wanted);
        return ec2.call(
                        region,
                        "AllocateAddress",
                        context,
                        client -> client.allocateAddress(
                                request -> request.domain(DomainType.VPC).tagSpecifications(tags)))
                .allocationId();
    }

    @Override
    protected void complete(Place place, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        String instance = wanted.id("instance");
        if (instance != null) {
            Addresses.lead(ec2, place.region(), place.id(), Optional.of(instance), context);
        }
    }

    @Override
    protected Optional<Step> amend(Place place, Amendment amendment, Address now, OperationContext context)
            throws ProviderException, InterruptedException {
        if (amendment.changes("instance")) {
            Optional<String> instance = Optional.ofNullable(amendment.wanted().id("instance"));
            Addresses.lead(ec2, place.region(), place.id(), instance, context);
        }
        return Optional.empty();
    }

    @Override
    protected void erase(Place place, Address there, OperationContext context)
            throws ProviderException, InterruptedException {
        if (there.associationId() != null) {
            ec2.call(
                    place.region(),
                    "DisassociateAddress",
                    context,
                    client -> client.disassociateAddress(request -> request.associationId(there.associationId())));
        }
        ec2.call(
                place.region(),
                "ReleaseAddress",
                context,
                client -> client.releaseAddress(request -> request.allocationId(place.id())));
    }
}
