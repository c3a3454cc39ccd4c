package coop.plenum.openstack.balancing;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Step;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Json;
import coop.plenum.openstack.client.Request;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.CollectionHandler;
import coop.plenum.openstack.resource.Failures;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Mark;
import coop.plenum.openstack.resource.Progress;
import coop.plenum.openstack.resource.Stage;
import coop.plenum.openstack.resource.Types;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Octavia's resources have in common. The mark is a tag, set with the request that makes one. Each takes its time, and
 * while a load balancer is at work on one thing it refuses all others that are on it: what comes then is tried again.
 */
abstract class OctaviaHandler extends CollectionHandler {
    static final String COLLECTIONS = "lbaas/";
    /** The member in which a load balancer's id is sent. */
    static final String BALANCER_ID = "loadbalancer_id";

    static final Attribute NAME = Attribute.free("name", "name", Form.TEXT);
    static final Attribute DESCRIPTION = Attribute.free("description", "description", Form.TEXT);
    static final Attribute ENABLED = Attribute.free("enabled", "admin_state_up", Form.PLAIN);
    static final Attribute BALANCER =
            Attribute.fixed("loadBalancer", BALANCER_ID, Form.REFERENCE).to(Types.LOAD_BALANCER);
    static final Attribute STATUS = Attribute.told("status", "provisioning_status", Form.WORD);
    static final Attribute HEALTH = Attribute.told("health", "operating_status", Form.WORD);
    static final Attribute CREATED = Attribute.told("createdAt", "created_at", Form.TIME);

    private final Progress.Reading progress;

    OctaviaHandler(Cloud cloud, Kind kind) {
        super(cloud, kind);
        this.progress = Progress.byStatus(kind.noun(), "provisioning_status", Set.of("active"), Optional.empty());
    }

    @Override
    protected Progress progress(Values json) {
        return progress.of(json);
    }

    @Override
    protected boolean changesInError() {
        return false; // Octavia does not even begin with one that is
    }

    @Override
    protected boolean stays(Values json) {
        return json.text("provisioning_status").filter("ERROR"::equals).isPresent();
    }

    @Override
    protected Values values(Values json) {
        return super.values(
                Values.builder().putAll(json).put(BALANCER_ID, balancer(json)).build());
    }

    /** It may be on several, and is on one. */
    private static @Nullable String balancer(Values json) {
        return Json.objects(json.list("loadbalancers")).stream()
                .flatMap(balancer -> balancer.text("id").stream())
                .findFirst()
                .orElse(null);
    }

    @Override
    protected Map<String, Object> creation(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, Object> members = super.creation(mark, change, context);
        members.put("tags", mark.tags());
        return members;
    }

    @Override
    protected boolean isNew(Values json, Mark mark, Map<String, Object> members) {
        return json.list("tags").contains(mark.keyTag());
    }

    @Override
    protected Optional<Values> made(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        return listing().all(List.of("tags", mark.keyTag()), context).stream().findFirst();
    }

    /** The id of the load balancer that a change is on. */
    Optional<String> balancer(Change change) {
        return change.after()
                .get("loadBalancer")
                .or(() -> change.ref().known().get("loadBalancer"))
                .map(Form::id);
    }

    /** A load balancer at work is waited for; one that is broken is not. */
    @Override
    protected Step failed(Change change, ProviderException cause, OperationContext context)
            throws InterruptedException {
        Optional<String> balancer = balancer(change);
        if (!cause.code().equals("immutable") || balancer.isEmpty()) {
            return super.failed(change, cause, context);
        }
        try {
            String status = cloud.get(
                            Service.LOAD_BALANCER,
                            "/" + COLLECTIONS + "loadbalancers" + Request.path(balancer.get()),
                            context)
                    .nested("loadbalancer")
                    .text("provisioning_status")
                    .orElse("");
            if (status.equals("ERROR")) {
                return Step.failed(Failures.conflict(
                        "load-balancer-in-error",
                        "The load balancer is in the state error, in which it can only be deleted, or repaired by an"
                                + " administrator (openstack loadbalancer failover)."));
            }
            Stage stage = change.resumeToken().isPresent()
                    ? Stage.parse(change.resumeToken().get())
                    : new Stage(AGAIN, "");
            return stage.pending("The load balancer is at work on something else.");
        } catch (ProviderException e) {
            return super.failed(change, e, context);
        }
    }
}
