package coop.plenum.aws.ec2;

import coop.plenum.api.PlenumException.Violation;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.Validator;
import coop.plenum.aws.common.Attribute;
import coop.plenum.aws.common.Batch;
import coop.plenum.aws.common.Faults;
import coop.plenum.aws.common.Kind;
import coop.plenum.aws.common.Mark;
import coop.plenum.aws.common.Place;
import coop.plenum.aws.common.Wanted;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Key pairs, of which only the public half ever comes here. Instances refer to them by name, and so do others here. */
final class KeyPairHandler extends Ec2Handler<KeyPairInfo> implements Validator {
    private static final int PARTS = 3;
    private static final String COMMENT = "plenum:comment";
    private static final Pattern KEY =
            Pattern.compile("(?:ssh-ed25519|ssh-rsa) [A-Za-z0-9+/]+=*(?: (?<comment>[\\p{L}\\p{N} _.:/=+@-]{1,200}))?");

    private static final Kind<KeyPairInfo> KIND = Kind.placed(
                    Types.KEY_PAIR,
                    "key pair",
                    List.<Attribute<KeyPairInfo>>of(
                            Attribute.fixed("name", KeyPairInfo::keyName),
                            Attribute.fixed("publicKey", KeyPairHandler::publicKey),
                            tagsOf(KeyPairInfo::tags),
                            Attribute.told("fingerprint", KeyPairInfo::keyFingerprint),
                            Attribute.told("keyType", KeyPairInfo::keyTypeAsString)))
            .traits("identity.key");

    KeyPairHandler(Ec2 ec2) {
        super(ec2, KIND, ResourceType.KEY_PAIR, "");
    }

    /** AWS keeps the key and puts a comment of its own behind it. */
    private static @Nullable String publicKey(KeyPairInfo pair) {
        if (pair.publicKey() == null) {
            return null;
        }
        String[] words = pair.publicKey().strip().split(" ", PARTS);
        String comment = tagMap(pair.tags()).get(COMMENT);
        return words.length < 2 ? pair.publicKey() : words[0] + " " + words[1] + (comment == null ? "" : " " + comment);
    }

    @Override
    protected Map<String, String> remembered(Wanted wanted) {
        Matcher key = KEY.matcher(wanted.values().text("publicKey").orElse(""));
        return key.matches() && key.group("comment") != null ? Map.of(COMMENT, key.group("comment")) : Map.of();
    }

    @Override
    public List<Violation> validate(Change change, OperationContext context) {
        String key = change.after().text("publicKey").orElse("");
        return change.kind() == Change.Kind.DELETE || KEY.matcher(key).matches()
                ? List.of()
                : List.of(new Violation(
                        "/publicKey",
                        "invalid-key",
                        "One line is expected, as OpenSSH writes it: ssh-ed25519 or ssh-rsa, the key, and a comment of"
                                + " letters, digits and _.:/=+-@ if there is one."));
    }

    @Override
    Batch<KeyPairInfo> describe(String region, Query query, OperationContext context)
            throws ProviderException, InterruptedException {
        return Batch.all(ec2.call(
                        region,
                        "DescribeKeyPairs",
                        context,
                        client -> client.describeKeyPairs(request -> request.keyNames(query.ids())
                                .filters(query.filters())
                                .includePublicKey(true)))
                .keyPairs());
    }

    @Override
    Query identified(Query query, Wanted known) {
        return query.where("key-name", known.name());
    }

    @Override
    protected String id(KeyPairInfo pair) {
        return pair.keyName();
    }

    @Override
    protected Map<String, String> tags(KeyPairInfo pair) {
        return tagMap(pair.tags());
    }

    @Override
    String taggedId(Place place, OperationContext context) throws ProviderException, InterruptedException {
        return require(place, context).keyPairId();
    }

    @Override
    protected String make(String region, Mark mark, Wanted wanted, OperationContext context)
            throws ProviderException, InterruptedException {
        List<TagSpecification> tags = tagging(mark, wanted);
        String key = wanted.text("publicKey");
        if (key == null) {
            throw Faults.user("publicKey", "The public key is needed; private keys are not made here.");
        }
        return ec2.call(
                        region,
                        "ImportKeyPair",
                        context,
                        client -> client.importKeyPair(request -> request.keyName(wanted.name())
                                .publicKeyMaterial(SdkBytes.fromUtf8String(key))
                                .tagSpecifications(tags)))
                .keyName();
    }

    @Override
    protected void erase(Place place, KeyPairInfo there, OperationContext context)
            throws ProviderException, InterruptedException {
        ec2.call(
                place.region(),
                "DeleteKeyPair",
                context,
                client -> client.deleteKeyPair(request -> request.keyName(place.id())));
    }
}
