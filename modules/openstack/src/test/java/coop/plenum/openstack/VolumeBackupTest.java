package coop.plenum.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.api.Values;
import coop.plenum.api.provider.Actions;
import coop.plenum.api.provider.ResourceRef;
import coop.plenum.api.provider.Step;
import coop.plenum.openstack.fake.FakeCloud;
import coop.plenum.openstack.resource.Form;
import coop.plenum.openstack.resource.Types;
import coop.plenum.testkit.FakeConnectionContext;
import coop.plenum.testkit.FakeOperationContext;
import coop.plenum.testkit.ProviderDriver;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A backup is good for something: it is written back. */
class VolumeBackupTest {
    private static final String RESTORING = "restoring-backup";

    private final FakeCloud cloud = new FakeCloud();
    private final ProviderDriver driver;
    private final String volume = cloud.services().put("volume/volumes", Map.of("name", "data", "size", 1));
    private final String backup =
            cloud.services().put("volume/backups", Map.of("name", "nightly", "volume_id", volume, "size", 1));

    VolumeBackupTest() throws Exception {
        driver = new ProviderDriver(new OpenStackProviderFactory()
                .connect(
                        OpenStackContract.settings(cloud.authUrl()),
                        new FakeConnectionContext(Map.of("password", FakeCloud.PASSWORD))));
    }

    @AfterEach
    void close() {
        driver.close();
        cloud.close();
    }

    private Step restore(Optional<String> token) throws Exception {
        return ((Actions) driver.handler(Types.VOLUME_BACKUP))
                .act(
                        "restore",
                        Values.of("volume", Form.reference(Types.VOLUME, volume)),
                        ProviderDriver.ref(
                                driver.observe(Types.VOLUME_BACKUP, backup).orElseThrow()),
                        token,
                        FakeOperationContext.create());
    }

    private void becomes(String status) {
        cloud.services().status("volume/volumes", volume, status);
    }

    @Test
    void itIsDoneWhenTheVolumeIsWritten() throws Exception {
        Step.Pending begun = (Step.Pending) restore(Optional.empty());
        becomes(RESTORING);
        assertThat(restore(Optional.of(begun.resumeToken()))).isInstanceOf(Step.Pending.class);
        becomes("available");
        cloud.services().status("volume/backups", backup, "restoring");
        assertThat(restore(Optional.of(begun.resumeToken()))).isInstanceOf(Step.Pending.class);
        cloud.services().status("volume/backups", backup, "available");
        assertThat(restore(Optional.of(begun.resumeToken()))).isInstanceOf(Step.Done.class);
        assertThat(cloud.services().effects()).containsExactly("act volume/backups nightly restore " + volume);
    }

    @Test
    void whatHasBegunIsNotBegunOnceMore() throws Exception {
        becomes(RESTORING); // by an attempt whose answer was lost
        assertThat(restore(Optional.empty())).isInstanceOf(Step.Pending.class);
        assertThat(cloud.services().effects()).isEmpty();
    }

    @Test
    void aVolumeThatCouldNotBeWrittenIsToldOf() throws Exception {
        Step.Pending begun = (Step.Pending) restore(Optional.empty());
        becomes("error_restoring");
        Step.Failed failed = (Step.Failed) restore(Optional.of(begun.resumeToken()));
        assertThat(failed.cause().code()).isEqualTo("restore-failed");
    }

    @Test
    void oneThatIsNotReadySaysSo() {
        Actions actions = (Actions) driver.handler(Types.VOLUME_BACKUP);
        assertThat(actions.unavailable(
                        "restore",
                        new ResourceRef(
                                UUID.randomUUID(), Optional.of(backup), "nightly", Values.of("status", "creating"))))
                .hasValueSatisfying(why -> assertThat(why).contains("creating"));
    }
}
