package coop.plenum.ssh.client;

import coop.plenum.api.provider.ProviderException;

/** A host showed a key that it may not have; nothing was told to it, and nobody logged in. */
public final class HostKeyException extends ProviderException {
    private static final long serialVersionUID = 1L;

    public static final String CHANGED = "host-key-changed";
    public static final String UNKNOWN = "host-key-unknown";

    private final transient HostKey presented;

    private HostKeyException(String code, String message, HostKey presented) {
        super(Category.CONFLICT, code, message);
        this.presented = presented;
    }

    static HostKeyException of(HostAddress address, Trust trust, HostKey presented) {
        return trust.pinned()
                .map(pinned -> new HostKeyException(
                        CHANGED,
                        address + " shows another host key: " + presented + ". The one that is known is " + pinned
                                + ". Nobody logged in. Somebody may be in between, or the host was set up anew; ask who"
                                + " runs it, then accept the new key on the item.",
                        presented))
                .orElseGet(() -> new HostKeyException(
                        UNKNOWN,
                        address + " shows the host key " + presented + ", which is not among those given. Compare it"
                                + " with ssh-keygen -lf on the host, then add it to the fingerprints.",
                        presented));
    }

    /** What it showed. */
    public HostKey presented() {
        return presented;
    }
}
