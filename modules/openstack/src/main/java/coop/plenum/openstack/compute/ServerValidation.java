package coop.plenum.openstack.compute;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Request;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.quota.Limits;
import coop.plenum.openstack.resource.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a server can be as it is wanted: what it boots from, whether its flavor fits, what is left of the quotas. */
final class ServerValidation {
    /** Nova takes 65,535 bytes of Base64. */
    private static final int LONGEST_USER_DATA = 49_000;

    private final Cloud cloud;
    private final Limits limits;

    ServerValidation(Cloud cloud, Limits limits) {
        this.cloud = cloud;
        this.limits = limits;
    }

    List<Violation> validate(Change change, OperationContext context) throws InterruptedException {
        List<Violation> problems = new ArrayList<>();
        if (change.kind() == Change.Kind.DELETE) {
            return problems;
        }
        Values after = change.after();
        if (change.kind() == Change.Kind.CREATE) {
            source(after, problems);
        }
        after.text("userData")
                .filter(data -> data.length() > LONGEST_USER_DATA)
                .ifPresent(data -> problems.add(
                        new Violation("/userData", "too-long", "At most " + LONGEST_USER_DATA + " characters fit.")));
        Optional<Values> flavor = known("/flavors", after.get("flavor"), "flavor", "/flavor", problems, context);
        Optional<Values> image = known("/images", after.get("image"), "", "/image", problems, context);
        if (flavor.isPresent() && image.isPresent() && !after.has("bootVolumeSize")) {
            fits(flavor.get(), image.get(), problems);
        }
        if (flavor.isPresent()) {
            problems.addAll(quota(change, flavor.get(), context));
        }
        return problems;
    }

    private static void source(Values after, List<Violation> problems) {
        if (!after.has("image") && !after.has("bootVolume")) {
            problems.add(new Violation("/image", "required", "An image or a volume to boot from is required."));
        }
        if (after.has("image") && after.has("bootVolume")) {
            problems.add(new Violation("/bootVolume", "contradiction", "Either an image or a volume, not both."));
        }
        if (after.has("bootVolumeSize") && !after.has("image")) {
            problems.add(
                    new Violation("/bootVolumeSize", "contradiction", "A new volume needs an image to be filled."));
        }
    }

    /** What a reference points to; adds a problem when there is none. */
    private Optional<Values> known(
            String collection,
            Optional<Object> reference,
            String singular,
            String pointer,
            List<Violation> problems,
            OperationContext context)
            throws InterruptedException {
        if (reference.isEmpty()) {
            return Optional.empty();
        }
        try {
            Service service = collection.equals("/images") ? Service.IMAGE : Service.COMPUTE;
            Values answer = cloud.get(service, collection + Request.path(Form.id(reference.get())), context);
            return Optional.of(singular.isEmpty() ? answer : answer.nested(singular));
        } catch (ProviderException e) {
            // what the same change will make cannot be there yet
            if (e.category() == Category.MISSING && Form.isThere(reference.get())) {
                problems.add(new Violation(pointer, "not-found", "The cloud has no such thing, or does not show it."));
            }
            return Optional.empty();
        }
    }

    private static void fits(Values flavor, Values image, List<Violation> problems) {
        long disk = flavor.integer("disk").orElse(0);
        long ram = flavor.integer("ram").orElse(0);
        long minDisk = image.integer("min_disk").orElse(0);
        long minRam = image.integer("min_ram").orElse(0);
        // a flavor without a disk takes the image's own size
        if (disk > 0 && disk < minDisk) {
            problems.add(new Violation(
                    "/flavor",
                    "too-small",
                    "The image needs " + minDisk + " GiB of disk; the flavor has " + disk + "."));
        }
        if (ram < minRam) {
            problems.add(new Violation(
                    "/flavor",
                    "too-small",
                    "The image needs " + minRam + " MiB of memory; the flavor has " + ram + "."));
        }
        image.text("status")
                .filter(status -> !status.equals("active"))
                .ifPresent(
                        status -> problems.add(new Violation("/image", "wrong-state", "The image is " + status + ".")));
    }

    private List<Violation> quota(Change change, Values flavor, OperationContext context) throws InterruptedException {
        long cores = flavor.integer("vcpus").orElse(0);
        long ram = flavor.integer("ram").orElse(0);
        Optional<Object> before = change.before().get("flavor");
        if (change.kind() == Change.Kind.CREATE) {
            return limits.check(
                    change,
                    context,
                    new Limits.Need(Service.COMPUTE, Map.of("instances", 1L, "cores", cores, "ram", ram)));
        }
        if (before.isEmpty() || before.equals(change.after().get("flavor"))) {
            return List.of();
        }
        Optional<Values> old = known("/flavors", before, "flavor", "/flavor", new ArrayList<>(), context);
        return limits.growth(
                change,
                context,
                new Limits.Need(
                        Service.COMPUTE,
                        Map.of(
                                "cores",
                                cores
                                        - old.map(now -> now.integer("vcpus").orElse(0))
                                                .orElse(0L),
                                "ram",
                                ram
                                        - old.map(now -> now.integer("ram").orElse(0))
                                                .orElse(0L))));
    }
}
