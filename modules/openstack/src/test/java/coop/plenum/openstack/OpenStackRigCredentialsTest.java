package coop.plenum.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Change;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.ResourceState;
import coop.plenum.api.provider.Step;
import coop.plenum.openstack.resource.Types;
import coop.plenum.testkit.FakeOperationContext;
import coop.plenum.testkit.ProviderDriver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With a real Keystone: application credentials that open the cloud. */
class OpenStackRigCredentialsTest {
    private static Rig rig;

    @BeforeAll
    static void rig() {
        rig = Rig.require();
    }

    @Test
    void anApplicationCredentialOpensTheCloudWithTheSecretThatItWasMadeWith() throws Exception {
        String reference = "secret:" + UUID.randomUUID() + "#1";
        Values wanted = Values.builder()
                .put("roles", List.of("member"))
                .put("expiresAt", "2099-01-31T00:00:00Z")
                .put("description", "of a test")
                .put("secret", reference)
                .build();
        try (ProviderDriver demo = rig.login("rig-demo").drive()) {
            ResourceState made = demo.create(Types.APPLICATION_CREDENTIAL, "made-" + UUID.randomUUID(), wanted);
            try {
                assertThat(made.values().asMap())
                        .containsEntry("roles", List.of("member"))
                        .containsEntry("expiresAt", "2099-01-31T00:00:00Z")
                        .containsEntry("unrestricted", false)
                        .doesNotContainKey("secret");
                try (ProviderDriver own = credential(made, FakeOperationContext.secretOf(reference))
                        .drive()) {
                    assertThat(own.provider()
                                    .check(FakeOperationContext.create())
                                    .problems())
                            .isEmpty();
                    assertThat(refused(own, wanted).code()).isEqualTo("restricted-credential");
                }
            } finally {
                demo.delete(Types.APPLICATION_CREDENTIAL, made);
            }
            assertThat(demo.observe(Types.APPLICATION_CREDENTIAL, made.externalId()))
                    .isEmpty();
        }
    }

    private static Rig.Login credential(ResourceState credential, String secret) {
        Values settings = Values.builder()
                .put("authUrl", rig.login("rig-demo").settings().text("authUrl").orElseThrow())
                .put("applicationCredentialId", credential.externalId())
                .build();
        return new Rig.Login(settings, Map.of("applicationCredentialSecret", secret));
    }

    private static ProviderException refused(ProviderDriver driver, Values wanted) throws Exception {
        ResourceRef ref = new ResourceRef(UUID.randomUUID(), Optional.empty(), "more-" + UUID.randomUUID(), wanted);
        Step step = driver.handler(Types.APPLICATION_CREDENTIAL)
                .apply(
                        new Change(Change.Kind.CREATE, ref, Values.empty(), wanted, Optional.empty()),
                        FakeOperationContext.create());
        return ((Step.Failed) step).cause();
    }
}
