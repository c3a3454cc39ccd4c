package coop.plenum.openstack.network;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.Validator;
import coop.plenum.api.provider.action.ActionTable;
import coop.plenum.api.provider.action.TabledActions;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.quota.Limits;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Stage;
import coop.plenum.openstack.resource.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Floating IPs. They have no name: the description stands for it. */
final class FloatingIpHandler extends NeutronHandler implements Validator, TabledActions {
    private static final Kind KIND = Kind.of(
                    Types.FLOATING_IP,
                    "floating IP",
                    Service.NETWORK,
                    "floatingip",
                    "floatingips",
                    DESCRIPTION,
                    Attribute.fixed("network", "floating_network_id", Form.REFERENCE)
                            .to(Types.NETWORK),
                    Attribute.fixed("address", "floating_ip_address", Form.PLAIN),
                    Attribute.free("port", "port_id", Form.REFERENCE).to(Types.PORT),
                    Attribute.told("fixedAddress", "fixed_ip_address", Form.PLAIN),
                    Attribute.told("router", "router_id", Form.REFERENCE).to(Types.ROUTER),
                    STATUS,
                    PROJECT)
            .traits("network.address")
            .identity("description", "network")
            .projects("project_id", "")
            .build();

    private final Limits limits;
    private final ActionTable actions = new ActionTable("A floating IP", Stage::missed);

    FloatingIpHandler(Cloud cloud, Limits limits) {
        super(cloud, KIND);
        this.limits = limits;
        actions.add(
                new Action(
                        "associate",
                        "Associate",
                        "Leads the address to a port.",
                        List.of(Field.of("port", FieldType.REFERENCE, "Port")
                                .options(Types.PORT)
                                .flags(Field.Flag.REQUIRED)),
                        false),
                known -> known.has("port")
                        ? Optional.of("It leads to a port already; disassociate it.")
                        : Optional.empty(),
                (ref, parameters, context) -> lead(ref, portOf(parameters), context));
        actions.add(
                new Action("disassociate", "Disassociate", "Frees the address.", List.of(), true),
                known -> known.has("port") ? Optional.empty() : Optional.of("It leads to no port."),
                (ref, parameters, context) -> lead(ref, null, context));
    }

    private static String portOf(Values parameters) {
        return Form.id(parameters.requireText("port"));
    }

    private Step lead(ResourceRef ref, @Nullable String port, OperationContext context)
            throws ProviderException, InterruptedException {
        String id = requireId(ref);
        Map<String, @Nullable Object> patch = new HashMap<>();
        patch.put("port_id", port);
        cloud.send(request("PUT", path(id), Map.of(kind.singular(), patch)), context);
        return changed(id, context);
    }

    @Override
    protected List<Values> alike(ResourceRef ref, OperationContext context)
            throws ProviderException, InterruptedException {
        String wanted = ref.known().text("description").orElse(ref.title());
        Optional<Object> network = ref.known().get("network");
        List<Values> alike = new ArrayList<>();
        for (Values json : listing().all(List.of("description", wanted), context)) {
            if (network.isEmpty() || network.equals(values(json).get("network"))) {
                alike.add(json);
            }
        }
        return alike;
    }

    @Override
    String description(Change change) {
        return change.after().text("description").orElse(change.ref().title());
    }

    @Override
    protected String title(Values json) {
        return json.text("description")
                .filter(text -> !text.isBlank())
                .or(() -> json.text("floating_ip_address"))
                .orElseGet(() -> super.title(json));
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) throws InterruptedException {
        return limits.check(change, context, Limits.Need.one("floatingip"));
    }

    @Override
    public ActionTable actionTable() {
        return actions;
    }
}
