package coop.plenum.ssh.client;

import coop.plenum.api.provider.ProviderException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** One connection's meeting with the key of its host. Thread-safe. */
final class Encounter {
    private final HostAddress address;
    private final Trust trust;
    private final CountDownLatch met = new CountDownLatch(1);
    private volatile @Nullable HostKey presented;

    Encounter(HostAddress address, Trust trust) {
        this.address = address;
        this.trust = trust;
    }

    Optional<String> preferredType() {
        return trust.preferredType();
    }

    /** Called by the library once the host has proven that it holds the key. */
    boolean accepts(HostKey key) {
        presented = key;
        met.countDown();
        return trust.accepts(key);
    }

    /** Waits for the key. */
    HostKey await(ClientSession session, Patience patience) throws ProviderException, InterruptedException {
        while (!met.await(patience.slice(), TimeUnit.MILLISECONDS)) {
            if (!session.isOpen()) {
                throw Faults.broken(address, null);
            }
            if (patience.over()) {
                throw Faults.silent(address, "with its host key");
            }
            patience.check();
        }
        HostKey key = presented;
        if (key == null || !trust.accepts(key)) {
            throw HostKeyException.of(address, trust, key == null ? new HostKey("", "") : key);
        }
        return key;
    }
}
