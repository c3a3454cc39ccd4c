package coop.plenum.core.access.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coop.plenum.api.PlenumException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CredentialTest {
    private final PasswordHasher hasher = new PasswordHasher();

    @Test
    void aPasswordVerifiesAgainstItsHashOnly() {
        String hash = hasher.hash("grüße aus dem wald 🌲".toCharArray());
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hasher.verify(Optional.of(hash), "grüße aus dem wald 🌲".toCharArray()))
                .isTrue();
        assertThat(hasher.verify(Optional.of(hash), "grüße aus dem wald".toCharArray()))
                .isFalse();
        assertThat(hasher.verify(Optional.empty(), "grüße aus dem wald 🌲".toCharArray()))
                .isFalse();
        assertThat(hasher.hash("grüße aus dem wald 🌲".toCharArray())).isNotEqualTo(hash);
    }

    /** A published test vector of the reference implementation. */
    @Test
    void aHashWithOtherParametersStaysVerifiable() {
        String reference = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        assertThat(Argon2.verify(reference, "password".toCharArray())).isTrue();
        assertThat(Argon2.verify(reference, "passwort".toCharArray())).isFalse();
        assertThatThrownBy(() -> Argon2.verify("{plain}password", "password".toCharArray()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("password}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"elevenchars", "aaaaaaaaaaaaaaaa", "PasswordPassword", "bobs long password", "123456789012"})
    void weakPasswordsAreRefused(String password) {
        assertThatExceptionOfType(PlenumException.class)
                .isThrownBy(() -> PasswordPolicy.check(password.toCharArray(), "bob"))
                .satisfies(e -> assertThat(e.code()).isEqualTo("weak-password"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(password));
    }

    @Test
    void longPasswordsHaveALimit() {
        PasswordPolicy.check("abcdefgh".repeat(128).toCharArray(), "bob");
        assertThatThrownBy(() -> PasswordPolicy.check("abcdefgh1".repeat(128).toCharArray(), "bob"))
                .hasMessageContaining("at most 1024");
    }

    @Test
    void secretsAreRandomAndWellFormed() {
        Secrets secrets = new Secrets();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String secret = secrets.next();
            assertThat(Secrets.wellFormed(secret)).isTrue();
            assertThat(Secrets.wellFormedToken("plm_" + secret)).isTrue();
            seen.add(secret);
        }
        assertThat(seen).hasSize(1000);
        assertThat(Secrets.wellFormedToken("plm_short")).isFalse();
        assertThat(Secrets.wellFormed("A".repeat(44))).isFalse();
        assertThat(Secrets.hash("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void loginsDifferByMoreThanCase() {
        assertThat(Logins.normalize(" Ann.B@example.org ")).contains("ann.b@example.org");
        assertThat(Logins.normalize("ILSE")).contains("ilse");
        assertThat(Logins.normalize("-x")).isEmpty();
        assertThat(Logins.normalize("ann\u0000")).isEmpty();
        assertThat(Logins.normalize("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::9", "2001:db8:1:2::"})
    void aLineOfIpv6IsOneAddress(String address) {
        assertThat(Addresses.group(address)).isEqualTo("2001:db8:1:2::/64");
    }

    @Test
    void otherAddressesStandForThemselves() {
        assertThat(Addresses.group("192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(Addresses.group("::1")).isEqualTo("0:0:0:0::/64");
        assertThat(Addresses.group("::ffff:192.0.2.1")).isEqualTo("::ffff:192.0.2.1");
        assertThat(Addresses.group("fe80::1%eth0")).isEqualTo("fe80:0:0:0::/64");
        assertThat(Addresses.group(":::::::::::::::")).isNotEmpty();
        assertThat(Addresses.group("x".repeat(500))).hasSize(64);
    }
}
