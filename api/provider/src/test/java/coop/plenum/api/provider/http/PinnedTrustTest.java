package coop.plenum.api.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinnedTrustTest {
    private static final String OTHER = "ab".repeat(32);

    /** Its certificate bears the address at which it is asked. */
    private static FakeHttpsServer named;

    /** Its certificate is for somebody else. */
    private static FakeHttpsServer stranger;

    /** Its certificate bears the right address, but its time is over. */
    private static FakeHttpsServer expired;

    @BeforeAll
    static void start(@TempDir Path one, @TempDir Path two, @TempDir Path three) throws Exception {
        named = FakeHttpsServer.start(one, "-ext", "san=ip:127.0.0.1");
        stranger = FakeHttpsServer.start(two);
        expired = FakeHttpsServer.start(three, "-ext", "san=ip:127.0.0.1", "-startdate", "-10d", "-validity", "5");
    }

    @AfterAll
    static void stop() {
        named.close();
        stranger.close();
        expired.close();
    }

    private static String ask(FakeHttpsServer server, SSLContext trust) throws IOException, InterruptedException {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trust)
                .build()
                .send(HttpRequest.newBuilder(server.address()).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static Set<String> pin(FakeHttpsServer server) throws CertificateException {
        return Set.of(PinnedTrust.fingerprint(server.certificate()));
    }

    private static List<X509Certificate> authority(FakeHttpsServer server) {
        return List.of(server.certificate());
    }

    private static void assertRefused(FakeHttpsServer server, SSLContext trust) throws CertificateException {
        int before = server.requests();
        String fingerprint = PinnedTrust.fingerprint(server.certificate());
        assertThatThrownBy(() -> ask(server, trust))
                .isInstanceOf(SSLHandshakeException.class)
                .satisfies(failure -> {
                    assertThat(UntrustedCertificateException.in(failure))
                            .map(UntrustedCertificateException::fingerprint)
                            .contains(fingerprint);
                    assertThat(UntrustedCertificateException.in(failure).orElseThrow())
                            .hasMessageContaining(fingerprint);
                });
        assertThat(server.requests()).isEqualTo(before);
    }

    @Test
    void aPinnedCertificateIsTrustedWhateverNameItBears() throws Exception {
        assertThat(ask(stranger, PinnedTrust.context(pin(stranger)))).isEqualTo("here");
    }

    @Test
    void aPinnedCertificateIsTrustedWhenItHasExpired() throws Exception {
        assertThat(ask(expired, PinnedTrust.context(pin(expired)))).isEqualTo("here");
    }

    @Test
    void oneOfManyPinsWillDo() throws Exception {
        Set<String> pins = new HashSet<>(pin(stranger));
        pins.add(OTHER);

        assertThat(ask(stranger, PinnedTrust.context(pins))).isEqualTo("here");
    }

    @Test
    void anotherPinIsRefusedAndTheFingerprintMetIsTold() throws Exception {
        assertRefused(stranger, PinnedTrust.context(Set.of(OTHER)));
    }

    @Test
    void aPinIsNotAddedToTheAuthorities() throws Exception {
        assertRefused(named, PinnedTrust.context(Set.of(OTHER), authority(named)));
    }

    @Test
    void withNothingGivenWhatTheRuntimeDoesNotKnowIsRefusedAndItsFingerprintTold() throws Exception {
        assertRefused(named, PinnedTrust.context(Set.of()));
    }

    @Test
    void whatAGivenAuthorityHasSignedIsTrusted() throws Exception {
        assertThat(ask(named, PinnedTrust.context(Set.of(), authority(named)))).isEqualTo("here");
    }

    @Test
    void whatAnotherAuthorityHasSignedIsRefused() throws Exception {
        assertRefused(named, PinnedTrust.context(Set.of(), authority(stranger)));
    }

    @Test
    void anAuthorityDoesNotVouchForAnotherName() throws Exception {
        assertRefused(stranger, PinnedTrust.context(Set.of(), authority(stranger)));
    }

    @Test
    void pinsThatAreChangedLaterHaveNoEffect() throws Exception {
        Set<String> pins = new HashSet<>(Set.of(OTHER));
        SSLContext trust = PinnedTrust.context(pins);
        pins.clear();
        pins.addAll(pin(stranger));

        assertRefused(stranger, trust);
    }

    @Test
    void whatIsNoFingerprintIsNotTakenForOne() {
        for (String wrong : List.of("", "ab", OTHER + "ab", OTHER.toUpperCase(Locale.ROOT), "ab:".repeat(32))) {
            assertThatThrownBy(() -> PinnedTrust.context(Set.of(OTHER, wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"" + wrong + "\"");
        }
    }

    @Test
    void nobodySignsInByCertificate() throws Exception {
        PinnedTrustManager manager = PinnedTrustManager.of(pin(named), List.of());
        X509Certificate[] chain = {named.certificate()};

        assertThatThrownBy(() -> manager.checkClientTrusted(chain, "EC")).isInstanceOf(CertificateException.class);
        assertThat(manager.getAcceptedIssuers()).isEmpty();
    }

    @Test
    void otherFailuresAreNotTakenForDistrust() {
        assertThat(UntrustedCertificateException.in(new IOException(new CertificateException("other"))))
                .isEqualTo(Optional.empty());
    }
}
