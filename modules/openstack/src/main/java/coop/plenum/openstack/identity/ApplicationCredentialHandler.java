package coop.plenum.openstack.identity;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Json;
import coop.plenum.openstack.client.Request;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.CollectionHandler;
import coop.plenum.openstack.resource.Failures;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Listing;
import coop.plenum.openstack.resource.Marker;
import coop.plenum.openstack.resource.Types;
import java.util.List;
import java.util.Optional;

/**
 * Application credentials of the user: seen and revoked. None is made, since its secret is told once and there is no place
 * to put it.
 */
final class ApplicationCredentialHandler extends CollectionHandler {
    private static final Kind KIND = Kind.of(
                    Types.APPLICATION_CREDENTIAL,
                    "application credential",
                    Service.IDENTITY,
                    "application_credential",
                    "application_credentials",
                    Attribute.told("name", "name", Form.PLAIN),
                    Attribute.told("description", "description", Form.TEXT),
                    Attribute.told("project", "project_id", Form.REFERENCE).to(Types.PROJECT),
                    Attribute.told("expiresAt", "expires_at", Form.TIME),
                    Attribute.told("unrestricted", "unrestricted", Form.PLAIN),
                    Attribute.told("roles", "", Form.LIST))
            .whole()
            .can(Change.Kind.DELETE)
            .finding(Kind.Finding.NONE)
            .build();

    ApplicationCredentialHandler(Cloud cloud) {
        super(cloud, KIND);
    }

    private String collection(OperationContext context) throws ProviderException, InterruptedException {
        return "/users" + Request.path(cloud.who(context).userId()) + "/application_credentials";
    }

    @Override
    protected Values values(Values json) {
        List<String> roles = Json.objects(json.list("roles")).stream()
                .flatMap(role -> role.text("name").stream())
                .sorted()
                .toList();
        return Values.builder()
                .putAll(super.values(json))
                .put("roles", roles.isEmpty() ? null : roles)
                .build();
    }

    @Override
    protected Listing.Page page(Optional<Marker> marker, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        Values answer = cloud.get(Service.IDENTITY, collection(context), context);
        return listing().cut(Json.objects(answer.list(kind.plural())), marker, max);
    }

    @Override
    protected Optional<Values> read(String id, OperationContext context)
            throws ProviderException, InterruptedException {
        try {
            return Optional.of(cloud.get(Service.IDENTITY, collection(context) + Request.path(id), context)
                    .nested(kind.singular()));
        } catch (ProviderException e) {
            if (e.category() == Category.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    protected List<Values> alike(ResourceRef ref, OperationContext context)
            throws ProviderException, InterruptedException {
        String name = name(ref.title(), ref.known());
        return Json.objects(cloud.get(Service.IDENTITY, collection(context), context)
                        .list(kind.plural()))
                .stream()
                .filter(json -> json.text("name").filter(name::equals).isPresent())
                .toList();
    }

    /** Not the one that this connection signs in with: nobody could undo that from here. */
    @Override
    protected void erase(String id, OperationContext context) throws ProviderException, InterruptedException {
        if (cloud.signsInWith(id)) {
            throw Failures.conflict("own-credential", "This connection signs in with this credential.");
        }
        cloud.send(Request.delete(Service.IDENTITY, collection(context) + Request.path(id)), context);
    }
}
