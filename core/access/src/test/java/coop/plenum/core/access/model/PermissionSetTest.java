package coop.plenum.core.access.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PermissionSetTest {
    @ParameterizedTest
    @CsvSource({
        "*, compute.server.view, true",
        "*.view, compute.server.view, true",
        "*.view, review, false",
        "*.view, view, false",
        "*.server.view, compute.server.view, true",
        "*.server.view, server.view, false",
        "compute.*, compute.server.view, true",
        "compute.*, compute, false",
        "compute.*, computer.view, false",
        "compute.server.view, compute.server.view, true",
        "compute.server.view, compute.server.edit, false",
        "*, secret.reveal, true",
        "secret.*, secret.reveal, false",
        "*.reveal, secret.reveal, false",
        "secret.reveal, secret.reveal, true",
    })
    void aPatternMatches(String pattern, String permission, boolean matches) {
        assertThat(PermissionSet.of(Set.of(pattern)).matches(permission, "secret.reveal"::equals))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "*, *, true",
        "*, *.view, true",
        "*.view, *, false",
        "*.view, *.view, true",
        "*.view, *.server.view, true",
        "*.server.view, *.view, false",
        "*.view, compute.*, false",
        "compute.*, compute.server.*, true",
        "compute.server.*, compute.*, false",
        "compute.*, compute.server.view, true",
        "compute.*, *.view, false",
        "secret.*, secret.reveal, false",
    })
    void aPatternCoversAnother(String holding, String wanted, boolean covers) {
        assertThat(PermissionSet.of(Set.of(holding)).covers(wanted, "secret.reveal"::equals))
                .isEqualTo(covers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "*.view", "compute.*", "compute.server.view", "content-type.manage", "a.B_1"})
    void isWellFormed(String pattern) {
        assertThat(PermissionSet.wellFormed(pattern)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "**", "*view", "a..b", ".a", "a.", "a.*.b", "*.a.*", "a b", "a.\u00e9"})
    void isNotWellFormed(String pattern) {
        assertThat(PermissionSet.wellFormed(pattern)).isFalse();
    }

    @Test
    void thePatternThatMatchedIsNamed() {
        PermissionSet set = PermissionSet.of(Set.of("*", "*.view", "server.view"));
        assertThat(set.via("server.view")).contains("server.view");
        assertThat(set.via("host.view")).contains("*.view");
        assertThat(set.via("host.edit")).contains("*");
        assertThat(PermissionSet.of(Set.of()).via("host.edit")).isEmpty();
    }
}
