package coop.plenum.core.secret;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Master keys from the environment: base64, separated by commas, the one to seal with first. */
final class GivenMasterKeys implements MasterKeys {
    private final List<MasterKey> keys;

    private GivenMasterKeys(List<MasterKey> keys) {
        this.keys = keys;
    }

    /** @throws IllegalArgumentException without quoting the text */
    static GivenMasterKeys parse(String text) {
        try {
            return new GivenMasterKeys(
                    Arrays.stream(text.split(",", -1)).map(MasterKey::parse).toList());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("plenum.master.key is not usable. " + e.getMessage(), e);
        }
    }

    @Override
    public List<MasterKey> all() {
        return keys;
    }

    @Override
    public MasterKey create() {
        return keys.get(0);
    }

    @Override
    public Optional<MasterKey> renew() {
        return Optional.empty();
    }

    @Override
    public void retire(Set<String> used) {
        // The keys belong to whoever set the environment.
    }
}
