package coop.plenum.openstack.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where services are and which version is spoken. */
class VersionsTest {
    @ParameterizedTest
    @CsvSource({
        "COMPUTE, http://h:8774/v2.1, http://h:8774/v2.1, http://h:8774/v2.1/",
        "COMPUTE, https://h/compute/v2.1/abc/, https://h/compute/v2.1/abc, https://h/compute/v2.1/",
        "VOLUME, http://h:8776/v3/abc, http://h:8776/v3/abc, http://h:8776/v3/",
        "NETWORK, http://h:9696/, http://h:9696/v2.0, http://h:9696/v2.0/",
        "NETWORK, https://h/networking, https://h/networking/v2.0, https://h/networking/v2.0/",
        "IMAGE, https://v2.example/image, https://v2.example/image/v2, https://v2.example/image/v2/"
    })
    void theBaseFollowsFromTheCatalog(Service service, String url, String base, String document) {
        assertThat(Versions.base(service, url)).isEqualTo(base);
        assertThat(Versions.document(service, base)).isEqualTo(document);
    }

    @Test
    void theHighestVersionThatBothUnderstandIsSpoken() throws Exception {
        assertThat(read("2.1", "2.60").microversion(Optional.empty())).contains(new ApiVersion(2, 60));
        assertThat(read("2.1", "2.95").microversion(Optional.empty())).contains(new ApiVersion(2, 90));
        assertThat(read("2.1", "2.95").microversion(Optional.of(new ApiVersion(2, 46))))
                .contains(new ApiVersion(2, 46));
    }

    @Test
    void aServiceThatIsTooNewIsNamedWithItsVersions() {
        assertThatThrownBy(() -> read("2.100", "2.120"))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("Nova speaks versions 2.100 to 2.120")
                .hasMessageContaining("2.90");
    }

    private static Endpoint read(String lowest, String highest) throws ProviderException {
        Values document =
                Values.of("versions", List.of(Map.of("id", "v2.1", "min_version", lowest, "version", highest)));
        return Versions.read(Service.COMPUTE, "http://h/v2.1", document);
    }

    @Test
    void versionsAreOrderedByNumberAndNothingElseIsOne() {
        Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            ApiVersion one = new ApiVersion(random.nextInt(4), random.nextInt(120));
            ApiVersion other = new ApiVersion(random.nextInt(4), random.nextInt(120));
            assertThat(ApiVersion.parse(one.toString())).contains(one);
            assertThat(one.atMost(other)).isEqualTo(other.atMost(one));
        }
        for (String text : List.of("", "v", "2.", ".1", "2.1.1", "latest", "99999999999")) {
            assertThat(ApiVersion.parse(text)).as(text).isEmpty();
        }
    }
}
