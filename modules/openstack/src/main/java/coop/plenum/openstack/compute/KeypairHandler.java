package coop.plenum.openstack.compute;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Validator;
import coop.plenum.openstack.client.Cloud;
import coop.plenum.openstack.client.Service;
import coop.plenum.openstack.resource.Attribute;
import coop.plenum.openstack.resource.CollectionHandler;
import coop.plenum.openstack.resource.Failures;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Kind;
import coop.plenum.openstack.resource.Mark;
import coop.plenum.openstack.resource.Types;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Public keys of the user. The name is the id. None is made without a public key: Nova would answer with a private one
 * that there is no place for.
 */
final class KeypairHandler extends CollectionHandler implements Validator {
    private static final Kind KIND = Kind.of(
                    Types.KEYPAIR,
                    "keypair",
                    Service.COMPUTE,
                    "keypair",
                    "keypairs",
                    Attribute.fixed("name", "name", Form.PLAIN),
                    Attribute.fixed("publicKey", "public_key", Form.PLAIN),
                    Attribute.told("fingerprint", "fingerprint", Form.PLAIN))
            .at("os-keypairs", "os-keypairs")
            .traits("identity.key")
            .whole()
            .build();

    KeypairHandler(Cloud cloud) {
        super(cloud, KIND, "name");
    }

    @Override
    protected List<Values> enriched(List<Values> page, OperationContext context) {
        return page.stream().map(KeypairHandler::trimmed).toList();
    }

    private static Values trimmed(Values json) {
        return json.text("public_key")
                .map(key -> json.merge(Values.of("public_key", key.strip())))
                .orElse(json);
    }

    @Override
    protected Optional<Values> made(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        Optional<Values> there = read(name(change.ref().title(), change.after()), context);
        Optional<String> wanted = change.after().text("publicKey").map(String::strip);
        if (there.isPresent()
                && !there.get().text("public_key").map(String::strip).equals(wanted)) {
            throw Failures.conflict("name-taken", "The user has another key of this name.");
        }
        return there;
    }

    @Override
    protected List<Values> alike(ResourceRef ref, OperationContext context)
            throws ProviderException, InterruptedException {
        return read(name(ref.title(), ref.known()), context).stream().toList();
    }

    @Override
    protected Map<String, Object> creation(Mark mark, Change change, OperationContext context)
            throws ProviderException, InterruptedException {
        if (!change.after().has("publicKey")) {
            throw Failures.user("publicKey", "A public key is required.");
        }
        return super.creation(mark, change, context);
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) {
        String key = change.after().text("publicKey").orElse("");
        if (change.kind() == Change.Kind.CREATE && !key.matches("(?s)[a-z0-9@.-]+ [A-Za-z0-9+/=]+( .*)?\\s*")) {
            return List.of(new Violation(
                    "/publicKey",
                    "invalid-value",
                    "An OpenSSH public key such as \"ssh-ed25519 AAAA... me\" is expected."));
        }
        return List.of();
    }
}
