package coop.plenum.blueprint.deploy;

import coop.plenum.api.PlenumException;
import coop.plenum.api.Values;
import coop.plenum.api.access.Caller;
import coop.plenum.api.secret.SecretRef;
import coop.plenum.api.secret.SecretService;
import coop.plenum.blueprint.language.Expansion;
import coop.plenum.blueprint.language.Resource;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Secrets that are made when an item first needs them, and go straight where secrets are kept. Thread-safe. */
@Component(service = GeneratedSecrets.class)
public final class GeneratedSecrets {
    /** No characters that look alike, and none that means anything to a shell. */
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    private final SecretService secrets;
    private final SecureRandom random = new SecureRandom();

    @Activate
    public GeneratedSecrets(@Reference SecretService secrets) {
        this.secrets = secrets;
    }

    /**
     * All references, and which of them are new.
     *
     * @param byKey references by key and field
     */
    record Kept(Map<String, Map<String, String>> byKey, List<SecretRef> made) {}

    /**
     * Makes those that are not there yet; takes the right to keep secrets in the space.
     *
     * @param known references by key and field
     */
    Kept make(Caller caller, UUID space, Expansion expansion, Values known) {
        Map<String, Map<String, String>> byKey = new LinkedHashMap<>();
        List<SecretRef> made = new ArrayList<>();
        try {
            for (Resource resource : expansion.resources().values()) {
                Values before = known.nested(resource.key());
                resource.secrets()
                        .forEach((field, length) -> byKey.computeIfAbsent(resource.key(), key -> new LinkedHashMap<>())
                                .put(field, before.text(field).orElseGet(() -> {
                                    SecretRef ref = store(caller, space, resource.type() + "." + field, length);
                                    made.add(ref);
                                    return ref.toString();
                                })));
            }
        } catch (PlenumException e) {
            forget(caller, made);
            throw e;
        }
        return new Kept(byKey, made);
    }

    private SecretRef store(Caller caller, UUID space, String field, int length) {
        char[] value = new char[length];
        try {
            for (int i = 0; i < length; i++) {
                value[i] = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            }
            return secrets.store(caller, space, field, value);
        } finally {
            Arrays.fill(value, '\0');
        }
    }

    /** What nothing refers to. */
    void forget(Caller caller, List<SecretRef> made) {
        made.forEach(ref -> secrets.delete(caller, ref.id()));
    }
}
