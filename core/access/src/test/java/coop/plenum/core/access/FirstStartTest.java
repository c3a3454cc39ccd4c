package coop.plenum.core.access;

import static coop.plenum.core.access.Codes.refused;
import static coop.plenum.core.access.Site.HOME;
import static coop.plenum.core.access.Site.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import coop.plenum.core.store.Database;
import coop.plenum.core.store.JdbcDatabase;
import coop.plenum.core.store.OnEachEngine;
import coop.plenum.core.store.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FirstStartTest {
    @Test
    void theTokenIsInAFileForTheOwnerOnlyUntilItIsUsed(@TempDir Path data) throws IOException {
        try (JdbcDatabase database = TestDatabases.h2(data)) {
            Site site = new Site(database, Optional.of(data));
            site.firstStart.begin(Optional.empty());
            Path file = data.resolve("setup-token");
            String token = site.firstStart.setUpToken().orElseThrow();
            assertThat(Files.readString(file).strip()).isEqualTo(token).hasSize(43);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            Site again = new Site(database, Optional.of(data));
            again.firstStart.begin(Optional.empty());
            assertThat(again.firstStart.setUpToken()).contains(token);
            again.authentication.setUp(token, "ann", "Ann", PASSWORD);
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void aTokenThatOthersCouldReadIsReplaced(@TempDir Path data) throws IOException {
        Path file = data.resolve("setup-token");
        Files.writeString(file, "A".repeat(43));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(new SetUpTokenFile(data).readOrCreate()).isNotEqualTo("A".repeat(43));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void anUnwritableFolderIsReported(@TempDir Path data) throws IOException {
        Path file = Files.createFile(data.resolve("file"));
        refused("setup-token-unwritable", () -> new SetUpTokenFile(file).readOrCreate());
    }

    @OnEachEngine
    void theEnvironmentMakesTheFirstAdministrator(Database database) {
        Site site = new Site(database);
        site.firstStart.begin(Optional.of("8letters"));
        assertThat(site.authentication.setUpRequired()).isFalse();
        site.authentication.logIn("admin", "8letters".toCharArray(), HOME);
        site.firstStart.begin(Optional.of("another one"));
        refused("wrong-credentials", () -> site.authentication.logIn("admin", "another one".toCharArray(), HOME));
    }

    @OnEachEngine
    void aWeakPasswordOfTheEnvironmentIsRefusedWithoutShowingIt(Database database) {
        Site site = new Site(database);
        assertThat(refused("weak-password", () -> site.firstStart.begin(Optional.of("hunter2"))))
                .hasMessageContaining("plenum.admin.password")
                .hasMessageContaining("PLENUM_ADMIN_PASSWORD")
                .hasMessageContaining("at least 8 characters")
                .hasMessageNotContaining("hunter2");
        assertThat(site.authentication.setUpRequired()).isTrue();
    }
}
