package coop.plenum.ssh.client;

import coop.plenum.api.provider.ProviderException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/** Connects to hosts. Loads the library and starts its threads with the first connection. Thread-safe. */
public final class Ssh implements AutoCloseable {
    private static final AttributeRepository.AttributeKey<Encounter> ENCOUNTER =
            new AttributeRepository.AttributeKey<>();
    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final int THREADS = 4;

    private final Duration timeout;
    private @Nullable SshClient client;
    private boolean closed;

    /** @param timeout for connecting and logging in */
    public Ssh(Duration timeout) {
        this.timeout = timeout;
    }

    /** Which key a host shows, without logging in. */
    public HostKey greet(HostAddress address, Trust trust, Patience patience)
            throws ProviderException, InterruptedException {
        Patience limited = patience.within(timeout);
        Encounter encounter = new Encounter(address, trust);
        ClientSession session = open(address, "", encounter, limited);
        try {
            return encounter.await(session, limited);
        } finally {
            session.close(true);
        }
    }

    /** Logs in. */
    public Link connect(HostAddress address, Login login, Trust trust, Patience patience)
            throws ProviderException, InterruptedException {
        Patience limited = patience.within(timeout);
        Encounter encounter = new Encounter(address, trust);
        ClientSession session = open(address, login.user(), encounter, limited);
        boolean in = false;
        try {
            HostKey key = encounter.await(session, limited);
            logIn(session, address, login, limited);
            in = true;
            return new Link(session, address, key);
        } finally {
            if (!in) {
                session.close(true);
            }
        }
    }

    private ClientSession open(HostAddress address, String user, Encounter encounter, Patience patience)
            throws ProviderException, InterruptedException {
        patience.check();
        try {
            InetSocketAddress target = new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
            ConnectFuture connecting =
                    client().connect(user, target, AttributeRepository.ofKeyValuePair(ENCOUNTER, encounter), null);
            while (!connecting.await(patience.slice())) {
                if (patience.over()) {
                    connecting.cancel();
                    throw Faults.silent(address, "when connecting");
                }
                patience.check();
            }
            if (!connecting.isConnected()) {
                throw Faults.connecting(address, connecting.getException());
            }
            return connecting.getSession();
        } catch (UnknownHostException e) {
            throw Faults.nameUnknown(address);
        } catch (java.io.InterruptedIOException e) {
            throw new InterruptedException("interrupted while connecting");
        } catch (IOException | RuntimeException e) {
            throw Faults.connecting(address, e);
        }
    }

    private static void logIn(ClientSession session, HostAddress address, Login login, Patience patience)
            throws ProviderException, InterruptedException {
        for (KeyPair key : login.keys()) {
            session.addPublicKeyIdentity(key);
        }
        if (login.password().length > 0) {
            session.addPasswordIdentity(new String(login.password()));
        }
        try {
            AuthFuture auth = session.auth();
            while (!auth.await(patience.slice())) {
                if (patience.over()) {
                    throw Faults.silent(address, "when logging in");
                }
                patience.check();
            }
            if (!auth.isSuccess()) {
                throw auth.getException() == null
                        ? Faults.refused(address, login)
                        : Faults.login(address, login, auth.getException());
            }
        } catch (java.io.InterruptedIOException e) {
            throw new InterruptedException("interrupted while logging in");
        } catch (IOException e) {
            throw Faults.login(address, login, e);
        }
    }

    private synchronized SshClient client() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        SshClient present = client;
        if (present == null) {
            JdkCryptography.register();
            present = ClientBuilder.builder()
                    .serverKeyVerifier(
                            (session, remote, key) -> encounter(session).accepts(HostKey.of(key)))
                    .hostConfigEntryResolver(HostConfigEntryResolver.EMPTY)
                    .build();
            // nothing of the user that the server runs as: no keys, no agent, no configuration
            present.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
            present.setUserAuthFactories(List.of(
                    UserAuthPublicKeyFactory.INSTANCE,
                    UserAuthKeyboardInteractiveFactory.INSTANCE,
                    UserAuthPasswordFactory.INSTANCE));
            CoreModuleProperties.NIO_WORKERS.set(present, THREADS);
            CoreModuleProperties.PASSWORD_PROMPTS.set(present, 1);
            present.addSessionListener(new KnownTypeFirst());
            present.start();
            client = present;
        }
        return present;
    }

    private static Encounter encounter(ClientSession session) {
        Encounter encounter = session.getConnectionContext().getAttribute(ENCOUNTER);
        if (encounter == null) {
            throw new IllegalStateException("a session that nobody asked for");
        }
        return encounter;
    }

    /** Asks a host that is known for a key of the type that is known, however many others it has. */
    private static final class KnownTypeFirst implements SessionListener {
        @Override
        public void sessionCreated(Session session) {
            if (session instanceof ClientSession ours) {
                encounter(ours).preferredType().ifPresent(type -> {
                    List<NamedFactory<Signature>> ordered = new ArrayList<>();
                    List<NamedFactory<Signature>> all = ours.getSignatureFactories();
                    all.stream().filter(one -> isOf(one, type)).forEach(ordered::add);
                    all.stream().filter(one -> !isOf(one, type)).forEach(ordered::add);
                    ours.setSignatureFactories(ordered);
                });
            }
        }

        /** RSA keys go by the names of three signatures. */
        private static boolean isOf(NamedFactory<Signature> factory, String type) {
            return factory.getName().equals(type)
                    || (type.equals("ssh-rsa") && factory.getName().startsWith("rsa-sha2-"));
        }
    }

    /** Ends all connections and threads. May be called twice. */
    @Override
    public void close() {
        SshClient ending;
        synchronized (this) {
            closed = true;
            ending = client;
            client = null;
        }
        if (ending != null) {
            try {
                ending.close(true).await(FAREWELL);
            } catch (IOException e) {
                // An interrupt: the threads end all the same, only unseen.
                Thread.currentThread().interrupt();
            }
            ending.stop();
        }
    }
}
