package coop.plenum.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.Discoverer;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ResourceHandler;
import coop.plenum.testkit.FakeConnectionContext;
import coop.plenum.testkit.FakeOperationContext;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real OpenStack. */
class OpenStackRigTest {
    private static Rig rig;

    @BeforeAll
    static void rig() {
        rig = Rig.require();
    }

    private static Provider connect(Rig.Login login) throws Exception {
        return new OpenStackProviderFactory().connect(login.settings(), new FakeConnectionContext(login.credentials()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rig-admin", "rig-demo", "rig-viewer", "rig-appcred", "rig-system"})
    void aCheckSaysWhoOneIsAndWhatThereIs(String cloud) throws Exception {
        try (Provider provider = connect(rig.login(cloud))) {
            Diagnostics diagnostics = provider.check(FakeOperationContext.create());
            System.out.println(cloud + ": " + diagnostics);
            assertThat(diagnostics.problems()).isEmpty();
        }
    }

    @Test
    void everythingIsListed() throws Exception {
        try (Provider provider = connect(rig.login("rig-admin").with("allProjects", true))) {
            for (ResourceHandler handler : provider.handlers()) {
                Discoverer.Found found =
                        ((Discoverer) handler).discover(Optional.empty(), 1000, FakeOperationContext.create());
                System.out.println(handler.type().contentType() + " " + found.complete() + " "
                        + found.states().size());
                found.states().stream()
                        .limit(2)
                        .forEach(s -> System.out.println("   " + s.title() + " " + s.labels()
                                + s.values().asMap()));
            }
        }
    }
}
