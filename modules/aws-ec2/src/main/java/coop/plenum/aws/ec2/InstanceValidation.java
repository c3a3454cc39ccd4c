package coop.plenum.aws.ec2;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.References;
import coop.plenum.aws.common.Wanted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * Whether an instance can be as it is wanted, as far as AWS tells without making one: all that does not fit, and not only
 * what it would refuse first. What another item of the same change is to be is left to AWS.
 */
final class InstanceValidation {
    private static final int LONGEST_USER_DATA = 16_384;
    /** An image can be what a parameter of AWS says just then. */
    private static final String NAMED_ELSEWHERE = "resolve:";

    private final InstanceFacts facts;
    private final String region;
    private final Change change;
    private final Wanted wanted;
    private final List<Violation> problems = new ArrayList<>();

    InstanceValidation(InstanceFacts facts, String region, Change change) {
        this.facts = facts;
        this.region = region;
        this.change = change;
        this.wanted = new Wanted(change.ref().title(), change.after());
    }

    List<Violation> problems(OperationContext context) throws InterruptedException {
        boolean create = change.kind() == Change.Kind.CREATE;
        if (create) {
            form();
        }
        Optional<Subnet> subnet = Optional.empty();
        if (create || changes("securityGroups")) {
            subnet = asked("subnet", context, id -> facts.subnet(region, id, context));
            groups(subnet, context);
        }
        if (create) {
            zone(subnet);
            asked("keypair", context, id -> facts.keyPair(region, id, context));
        }
        if (create || changes("instanceType")) {
            type(create, subnet, context);
        }
        return problems;
    }

    private boolean changes(String field) {
        return !change.after().get(field).equals(change.before().get(field));
    }

    private void form() {
        if (!wanted.has("image") && !wanted.has("imageId")) {
            add("image", "needed", "An image is needed: one of those listed, or the id of another.");
        }
        if (wanted.has("image") && wanted.has("imageId")) {
            add("imageId", "contradiction", "Either an image or the id of one, not both.");
        }
        int length = change.after().text("userData").orElse("").getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_USER_DATA) {
            add("userData", "too-long", "These are " + length + " bytes; AWS takes " + LONGEST_USER_DATA + ".");
        }
    }

    private void groups(Optional<Subnet> subnet, OperationContext context) throws InterruptedException {
        Optional<SecurityGroup> first = Optional.empty();
        for (Object reference : change.after().list("securityGroups")) {
            Optional<SecurityGroup> group =
                    found("securityGroups", reference, context, id -> facts.securityGroup(region, id, context));
            if (group.isEmpty()) {
                continue;
            }
            String vpc = group.get().vpcId();
            if (subnet.isPresent() && !subnet.get().vpcId().equals(vpc)) {
                add(
                        "securityGroups",
                        "other-network",
                        "The security group " + group.get().groupName() + " is in " + vpc + ", the subnet in "
                                + subnet.get().vpcId() + "; both must be in one VPC.");
            } else if (first.isPresent() && !first.get().vpcId().equals(vpc)) {
                add(
                        "securityGroups",
                        "other-network",
                        "The security group " + group.get().groupName() + " is in " + vpc + ", "
                                + first.get().groupName() + " in " + first.get().vpcId() + "; all must be in one VPC.");
            }
            first = first.or(() -> group);
        }
    }

    private void zone(Optional<Subnet> subnet) {
        String zone = wanted.text("availabilityZone");
        if (zone != null && subnet.isPresent() && !zone.equals(subnet.get().availabilityZone())) {
            add(
                    "availabilityZone",
                    "other-zone",
                    "The subnet is in " + subnet.get().availabilityZone()
                            + ". Leave the zone empty, or take a subnet of " + zone + ".");
        }
    }

    private void type(boolean create, Optional<Subnet> subnet, OperationContext context) throws InterruptedException {
        String name = wanted.text("instanceType");
        Optional<InstanceTypeInfo> type = name == null
                ? Optional.empty()
                : look("instanceType", name, context, () -> facts.instanceType(region, name, context));
        Optional<String> zone =
                subnet.map(Subnet::availabilityZone).or(() -> Optional.ofNullable(wanted.text("availabilityZone")));
        if (type.isPresent() && zone.isPresent()) {
            offered(type.get(), zone.get(), context);
        }
        Optional<Image> image = create
                ? wanted.has("image")
                        ? asked("image", context, id -> facts.image(region, id, context))
                        : imageById(context)
                : Optional.empty(); // it may be gone by now, and the instance runs all the same
        if (image.isPresent()) {
            ready(image.get());
            root(image.get());
        }
        if (type.isPresent() && image.isPresent()) {
            architecture(type.get(), image.get());
        }
    }

    private Optional<Image> imageById(OperationContext context) throws InterruptedException {
        String id = wanted.text("imageId");
        return id == null || id.startsWith(NAMED_ELSEWHERE)
                ? Optional.empty()
                : look("imageId", id, context, () -> facts.image(region, id, context));
    }

    private void offered(InstanceTypeInfo type, String zone, OperationContext context) throws InterruptedException {
        String name = type.instanceTypeAsString();
        List<String> zones = answered("instanceType", context, () -> facts.zonesWith(region, name, context))
                .orElse(List.of(zone));
        if (!zones.contains(zone)) {
            add(
                    "instanceType",
                    "not-offered",
                    "AWS has no " + name + " in " + zone + "; "
                            + (zones.isEmpty()
                                    ? "nor elsewhere in the region."
                                    : "it has some in " + String.join(", ", zones) + "."));
        }
    }

    private void architecture(InstanceTypeInfo type, Image image) {
        List<String> possible =
                type.processorInfo() == null ? List.of() : type.processorInfo().supportedArchitecturesAsStrings();
        String needed = image.architectureAsString();
        if (needed != null && !possible.isEmpty() && !possible.contains(needed)) {
            add(
                    "instanceType",
                    "wrong-architecture",
                    "The image is for " + needed + ", and a " + type.instanceTypeAsString() + " is "
                            + String.join(" or ", possible) + ".");
        }
    }

    private void ready(Image image) {
        if (!"available".equals(image.stateAsString())) {
            add(wanted.has("image") ? "image" : "imageId", "not-ready", "The image is " + image.stateAsString() + ".");
        }
    }

    private void root(Image image) {
        Integer size = wanted.number("rootSize");
        int least = image.blockDeviceMappings().stream()
                .filter(device ->
                        device.deviceName() != null && device.deviceName().equals(image.rootDeviceName()))
                .map(device -> device.ebs() == null ? null : device.ebs().volumeSize())
                .filter(some -> some != null)
                .findFirst()
                .orElse(0);
        if (size != null && size < least) {
            add("rootSize", "too-small", "The image needs " + least + " GiB at least.");
        }
    }

    /** What a field refers to; a problem when there is none. */
    private <T> Optional<T> asked(String field, OperationContext context, Look<T> look) throws InterruptedException {
        Optional<Object> reference = change.after().get(field);
        return reference.isPresent() ? found(field, reference.get(), context, look) : Optional.empty();
    }

    /** What is yet to be made is not looked for. */
    private <T> Optional<T> found(String field, Object reference, OperationContext context, Look<T> look)
            throws InterruptedException {
        if (!References.isThere(reference)) {
            return Optional.empty();
        }
        Place place = Place.regional(References.externalId(reference));
        if (!place.region().equals(region)) {
            add(
                    field,
                    "other-region",
                    place.id() + " is in " + place.region() + ", and the instance in " + region + ".");
            return Optional.empty();
        }
        return look(field, place.id(), context, () -> look.up(place.id()));
    }

    private <T> Optional<T> look(String field, String id, OperationContext context, Question<Optional<T>> question)
            throws InterruptedException {
        Optional<Optional<T>> answer = answered(field, context, question);
        if (answer.isPresent() && answer.get().isEmpty()) {
            add(field, "not-found", "AWS knows no " + id + " in " + region + ".");
        }
        return answer.flatMap(one -> one);
    }

    /** Looks up something by its id. */
    @FunctionalInterface
    private interface Look<T> {
        Optional<T> up(String id) throws ProviderException, InterruptedException;
    }

    /** Something asked of AWS. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws ProviderException, InterruptedException;
    }

    /** Empty when AWS does not say; that is shown with the plan, and AWS itself checks it later. */
    private <T> Optional<T> answered(String field, OperationContext context, Question<T> question)
            throws InterruptedException {
        try {
            return Optional.of(question.ask());
        } catch (ProviderException e) {
            if (e.category() == Category.USER) {
                add(field, e.code(), e.getMessage());
            } else {
                context.progress(0, "Not checked: " + field + ". " + e.getMessage());
            }
            return Optional.empty();
        }
    }

    private void add(String field, String code, String message) {
        problems.add(new Violation("/" + field, code, message));
    }
}
