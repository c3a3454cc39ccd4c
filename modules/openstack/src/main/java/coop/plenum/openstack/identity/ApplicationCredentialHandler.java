package coop.plenum.openstack.identity;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.api.provider.Validator;
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
import coop.plenum.openstack.resource.Mark;
import coop.plenum.openstack.resource.Marker;
import coop.plenum.openstack.resource.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Application credentials of the user who is signed in, for the project that is signed in to. Keystone changes none, and
 * takes no marks; but there is one of a name, and one that a lost request has made is known by its secret.
 */
final class ApplicationCredentialHandler extends CollectionHandler implements Validator {
    private static final Kind KIND = Kind.of(
                    Types.APPLICATION_CREDENTIAL,
                    "application credential",
                    Service.IDENTITY,
                    "application_credential",
                    "application_credentials",
                    Attribute.fixed("name", "name", Form.PLAIN),
                    Attribute.fixed("description", "description", Form.TEXT),
                    Attribute.fixed("roles", "", Form.TEXTS),
                    Attribute.fixed("expiresAt", "expires_at", Form.TIME),
                    Attribute.fixed("unrestricted", "unrestricted", Form.PLAIN),
                    Attribute.fixed(CredentialSecret.FIELD, "", Form.PLAIN).untold(),
                    Attribute.told("project", "project_id", Form.REFERENCE).to(Types.PROJECT))
            .whole()
            .finding(Kind.Finding.NONE)
            .build();

    private static final String RESTRICTED =
            "This connection signs in with an application credential that is restricted, and Keystone lets it make and"
                    + " revoke none. Connect with a password, or with a credential that is unrestricted.";

    ApplicationCredentialHandler(Cloud cloud) {
        super(cloud, KIND);
    }

    @Override
    protected String place(Change change, OperationContext context) throws ProviderException, InterruptedException {
        return collection(context);
    }

    private String collection(OperationContext context) throws ProviderException, InterruptedException {
        return "/users" + Request.path(cloud.who(context).userId()) + "/application_credentials";
    }

    private List<Values> all(OperationContext context) throws ProviderException, InterruptedException {
        return Json.objects(
                cloud.get(Service.IDENTITY, collection(context), context).list(kind.plural()));
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
                .put("unrestricted", isUnrestricted(json))
                .build();
    }

    /** Keystone leaves it out where nothing was asked for. */
    private static boolean isUnrestricted(Values json) {
        return json.flag("unrestricted").orElse(false);
    }

    @Override
    protected Listing.Page page(Optional<Marker> marker, int max, OperationContext context)
            throws ProviderException, InterruptedException {
        return listing().cut(all(context), marker, max);
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
        return of(name(ref.title(), ref.known()), context);
    }

    private List<Values> of(String name, OperationContext context) throws ProviderException, InterruptedException {
        return all(context).stream()
                .filter(json -> json.text("name").filter(name::equals).isPresent())
                .toList();
    }

    @Override
    protected Optional<Values> made(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        List<Values> there = of(name(change.ref().title(), change.after()), context);
        if (there.isEmpty()) {
            return Optional.empty();
        }
        Values json = there.get(0);
        if (!cloud.opens(listing().id(json), CredentialSecret.of(change, context), context)) {
            throw Failures.conflict(
                    "name-taken",
                    "The user has another application credential of this name, with another secret or expired.");
        }
        return Optional.of(json);
    }

    @Override
    protected void requireCreatable(Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        cloud.who(context).requireProject();
    }

    @Override
    protected Map<String, Object> creation(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Map<String, Object> members = super.creation(mark, change, context);
        List<Map<String, String>> roles = change.after().list("roles").stream()
                .map(role -> Map.of("name", String.valueOf(role)))
                .toList();
        if (!roles.isEmpty()) {
            members.put("roles", roles);
        }
        members.putIfAbsent("unrestricted", false);
        members.put("secret", CredentialSecret.of(change, context));
        return members;
    }

    @Override
    protected Step failed(Change change, ProviderException cause, OperationContext context)
            throws InterruptedException {
        return super.failed(change, restricted(cause), context);
    }

    /** Keystone's own words for it name neither the reason nor a way out. */
    private ProviderException restricted(ProviderException cause) {
        return cause.code().equals("insufficient-privilege")
                        && cloud.ownCredential().isPresent()
                ? new ProviderException(Category.AUTHENTICATION, "restricted-credential", RESTRICTED, cause)
                : cause;
    }

    /** Not the one that this connection signs in with: nobody could undo that from here. */
    @Override
    protected void erase(String id, OperationContext context) throws ProviderException, InterruptedException {
        if (cloud.signsInWith(id)) {
            throw Failures.conflict("own-credential", "This connection signs in with this credential.");
        }
        cloud.send(Request.delete(Service.IDENTITY, collection(context) + Request.path(id)), context);
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) throws InterruptedException {
        List<Violation> problems = new ArrayList<>();
        if (change.kind() != Change.Kind.CREATE) {
            return problems;
        }
        if (!change.after().has(CredentialSecret.FIELD)) {
            problems.add(violation(CredentialSecret.FIELD, "A secret is required: what Keystone makes up is lost."));
        }
        change.after()
                .text("expiresAt")
                .filter(ApplicationCredentialHandler::isPast)
                .ifPresent(past -> problems.add(violation("expiresAt", "This is not in the future.")));
        try {
            problems.addAll(lackingRoles(change, cloud.who(context)));
            if (isRestricted(context)) {
                problems.add(new Violation("", "restricted-credential", RESTRICTED));
            }
        } catch (ProviderException e) {
            context.progress(0, "Not checked: the roles, and whether this connection may. " + e.getMessage());
        }
        return problems;
    }

    private static List<Violation> lackingRoles(Change change, Cloud.Who who) {
        return change.after().list("roles").stream()
                .map(String::valueOf)
                .filter(role -> !who.roles().contains(role))
                .map(role -> violation(
                        "roles",
                        "The connection's user does not have the role \"" + role + "\" there, only "
                                + String.join(
                                        ", ", who.roles().stream().sorted().toList()) + "."))
                .toList();
    }

    private boolean isRestricted(OperationContext context) throws ProviderException, InterruptedException {
        Optional<String> own = cloud.ownCredential();
        return own.isPresent()
                && read(own.get(), context)
                        .filter(json -> !isUnrestricted(json))
                        .isPresent();
    }

    private static boolean isPast(String time) {
        try {
            return Instant.parse(time).isBefore(Instant.now());
        } catch (DateTimeException e) {
            return false; // of what is no time, the schema tells
        }
    }

    private static Violation violation(String field, String message) {
        return new Violation("/" + field, "invalid-value", message);
    }
}
