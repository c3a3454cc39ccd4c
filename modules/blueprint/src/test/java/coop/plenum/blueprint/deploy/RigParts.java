package coop.plenum.blueprint.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.blueprint.Rig;
import java.lang.reflect.Proxy;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The parts of the rig that only their package can make. */
public final class RigParts {
    public final Blueprints blueprints;
    public final Deployments deployments;
    public final Outputs outputs;

    public RigParts(Rig rig) {
        blueprints = new Blueprints(rig.content, rig.reader);
        Bookkeeping books = new Bookkeeping(rig.content, rig.access);
        outputs = new Outputs(rig.content, rig.reader, rig.expander, blueprints);
        deployments = new Deployments(
                rig.content,
                rig.content,
                rig.access,
                rig.drafts,
                blueprints,
                rig.expander,
                new InstalledModules(noBundles()),
                new GeneratedSecrets(rig.secrets),
                new Settlement(rig.drafts, books),
                books,
                rig.expressions);
    }

    private static BundleContext noBundles() {
        return (BundleContext) Proxy.newProxyInstance(
                RigParts.class.getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("getBundles");
                    return new Bundle[0];
                });
    }
}
