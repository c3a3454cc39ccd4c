package coop.plenum.ssh;

import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.CredentialRotation;
import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.ssh.client.Ssh;
import java.util.List;
import java.util.Map;

/** One connection: many hosts that take the same user. Contacts nobody and starts no thread until it is used. */
final class SshProvider implements Provider, CredentialRotation {
    private final Ssh ssh;
    private final Crew crew = new Crew();
    private final Checkup checkup;
    private final KeyRotation rotation;
    private final List<ResourceHandler> handlers;

    SshProvider(Settings settings, ConnectionContext context) {
        this.ssh = new Ssh(settings.timeout());
        Hosts hosts = new Hosts(settings.addresses(), context);
        Logins logins = new Logins(settings.username(), context);
        Inspection inspection = new Inspection(ssh, settings);
        this.checkup = new Checkup(hosts, logins, inspection, crew);
        this.rotation = new KeyRotation(hosts, logins, inspection, crew);
        this.handlers = List.of(new HostHandler(hosts, logins, inspection, crew));
    }

    @Override
    public List<ResourceHandler> handlers() {
        return handlers;
    }

    @Override
    public Diagnostics check(OperationContext context) throws InterruptedException {
        return checkup.check(context);
    }

    @Override
    public Map<String, char[]> generate() throws ProviderException {
        return rotation.generate();
    }

    @Override
    public Rollout introduce(OperationContext context) throws ProviderException, InterruptedException {
        return rotation.introduce(context);
    }

    @Override
    public Rollout withdraw(OperationContext context) throws ProviderException, InterruptedException {
        return rotation.withdraw(context);
    }

    @Override
    public void close() {
        crew.close();
        ssh.close();
    }
}
