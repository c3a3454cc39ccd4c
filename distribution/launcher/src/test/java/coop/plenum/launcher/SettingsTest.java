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

    @Test
    void limitsAreWholeNumbersOrTheCoresOwn() throws Exception {
        Settings settings = Settings.of(
                Path.of("home"), Map.of("PLENUM_HTTP_RATE", " 5000 ", "PLENUM_QUERY_SECONDS", ""), List.of());
        assertThat(settings.rate()).contains("5000");
        assertThat(settings.querySeconds()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "1.5", "1000001", "99999999"})
    void whatIsNoLimitIsRefusedAndNamesTheSetting(String wrong) {
        for (String name : List.of("PLENUM_HTTP_RATE", "PLENUM_QUERY_SECONDS")) {
            assertThatThrownBy(() -> Settings.of(Path.of("home"), Map.of(name, wrong), List.of()))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining(name);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:/srv/db;PASSWORD=hunter2;USER=x",
                "jdbc:h2:/srv/db;user=x;password=hunter2\n;x=hunter2",
                "jdbc:postgresql://db/plenum?user=x&password=hunter2",
                "jdbc:postgresql://x:hunter2@db/plenum",
                "jdbc:postgresql://db/plenum"
            })
    void noPasswordIsShown(String url) throws Exception {
        Settings settings = Settings.of(
                Path.of("home"),
                Map.of(
                        "PLENUM_DATABASE_URL",
                        url,
                        "PLENUM_DATABASE_PASSWORD",
                        "hunter2",
                        "PLENUM_ADMIN_PASSWORD",
                        "hunter2"),
                List.of());

        assertThat(settings.database()).isIn("jdbc:h2:/srv/db", "jdbc:postgresql://db/plenum");
        assertThat(settings).asString().contains(settings.database()).doesNotContain("hunter2");
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
