package coop.plenum.aws.ec2;

import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Address;

/** Leads elastic IPs to instances and away from them. */
final class Addresses {
    private Addresses() {}

    /** Each time the same, and nothing twice. */
    static void lead(Ec2 ec2, String region, String allocation, Optional<String> instance, OperationContext context)
            throws ProviderException, InterruptedException {
        Address now = ec2
                .call(
                        region,
                        "DescribeAddresses",
                        context,
                        client -> client.describeAddresses(request -> request.allocationIds(allocation)))
                .addresses()
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProviderException(
                        Category.MISSING, "not-found", "The elastic IP does not exist any more."));
        String led = Optional.ofNullable(now.instanceId()).orElse("");
        if (led.equals(instance.orElse(""))) {
            return;
        }
        if (instance.isPresent()) {
            ec2.call(
                    region,
                    "AssociateAddress",
                    context,
                    client -> client.associateAddress(request -> request.allocationId(allocation)
                            .instanceId(instance.get())
                            .allowReassociation(true)));
        } else {
            ec2.call(
                    region,
                    "DisassociateAddress",
                    context,
                    client -> client.disassociateAddress(request -> request.associationId(now.associationId())));
        }
    }
}
