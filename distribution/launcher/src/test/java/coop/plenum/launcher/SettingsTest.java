package coop.plenum.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {
    private static Settings with(String publicUrl) throws StartupException {
        return Settings.of(Path.of("home"), Map.of("PLENUM_PUBLIC_URL", publicUrl), List.of());
    }

    @Test
    void thePublicAddressIsTakenWithoutASlashAtItsEnd() throws Exception {
        assertThat(with("https://plenum.example:8443/").publicUrl())
                .contains(URI.create("https://plenum.example:8443"));
        assertThat(with(" ").publicUrl()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plenum.example",
                "ftp://plenum.example",
                "https://",
                "https://admin:secret@plenum.example",
                "https://plenum.example/below",
                "https://plenum.example?x=1",
                "https://plenum.example#x",
                "https://plenum example"
            })
    void whatIsNoPublicAddressIsRefusedAndNamesTheSetting(String wrong) {
        assertThatThrownBy(() -> with(wrong))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("PLENUM_PUBLIC_URL")
                .hasMessageNotContaining("secret");
    }
}
