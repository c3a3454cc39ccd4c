package coop.plenum.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.openstack.client.Account;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection form may say. */
class SettingsTest {
    private static final Values GOOD = Values.builder()
            .put("authUrl", "https://cloud.example:5000/")
            .put("applicationCredentialId", "abc")
            .build();

    private static void assertRefused(String field, Values patch) {
        assertThatThrownBy(() -> Settings.parse(GOOD.merge(patch)))
                .isInstanceOfSatisfying(ProviderException.class, e -> {
                    assertThat(e.category()).isEqualTo(Category.USER);
                    assertThat(e.field()).contains(field);
                });
    }

    @Test
    void theAddressMayBeGivenWithOrWithoutItsVersion() throws Exception {
        assertThat(Settings.parse(GOOD).identity()).hasToString("https://cloud.example:5000/v3");
        assertThat(Settings.parse(GOOD.merge(Values.of("authUrl", "http://h/identity/v3/")))
                        .identity())
                .hasToString("http://h/identity/v3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cloud.example",
                "ftp://cloud.example",
                "https://",
                "https://me:secret@cloud.example",
                "http://h ost",
                "file:///etc/passwd"
            })
    void whatIsNoAddressIsRefused(String url) {
        assertRefused("authUrl", Values.of("authUrl", url));
    }

    @Test
    void anApplicationCredentialAndAUserContradictEachOther() {
        assertRefused("username", Values.of("username", "me"));
    }

    @Test
    void aUserSignsInToExactlyOneScope() throws Exception {
        Values user = Values.builder()
                .put("authUrl", "https://h")
                .put("username", "me")
                .build();
        assertThatThrownBy(() -> Settings.parse(user)).hasMessageContaining("exactly one");
        assertThatThrownBy(() -> Settings.parse(user.merge(
                        Values.builder().put("project", "a").put("domain", "b").build())))
                .hasMessageContaining("exactly one");
        assertThat(Settings.parse(user.merge(Values.of("project", "a"))).login())
                .isEqualTo(new Account.Password("me", "Default", new Account.ProjectScope("a", "Default")));
        assertThat(Settings.parse(user.merge(Values.of("systemScope", true))).login())
                .isEqualTo(new Account.Password("me", "Default", new Account.SystemScope()));
    }

    @Test
    void fingerprintsTakeColonsAndNothingElse() throws Exception {
        String digits = "ab".repeat(32);
        String colons = String.join(":", java.util.Collections.nCopies(32, "AB"));
        assertThat(Settings.parse(GOOD.merge(Values.of("certificateFingerprints", List.of(colons))))
                        .fingerprints())
                .containsExactly(digits);
        assertRefused("certificateFingerprints", Values.of("certificateFingerprints", List.of("abc")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.1S", "PT6M", "soon", "-PT5S"})
    void aTimeOutHasBounds(String timeout) {
        assertRefused("timeout", Values.of("timeout", timeout));
    }

    @Test
    void endpointsAreOfThreeKinds() {
        assertRefused("endpoints", Values.of("endpoints", "secret"));
    }
}
