package org.example.filebox;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.testkit.ProviderContract;
import coop.plenum.testkit.ProviderFixture;
import coop.plenum.testkit.ProviderFixture.Creatable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else's provider keeps the rules, too. */
final class FileboxContract extends ProviderContract {
    @TempDir
    Path folder;

    @Override
    protected ProviderFactory factory() {
        return new FileboxFactory();
    }

    @Override
    protected ProviderFixture fixture() {
        try {
            Files.writeString(folder.resolve("inbox.entry"), "label=\nkey=\n");
            Files.writeString(folder.resolve("outbox.entry"), "label=\nkey=\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ProviderFixture.of(Values.of("folder", folder.toString()), Map.of())
                .creating(
                        new Creatable(
                                EntryHandler.BOX,
                                "archive",
                                Values.builder()
                                        .put("name", "archive")
                                        .put("label", "Old things")
                                        .build(),
                                Values.of("label", "Older things")),
                        new Creatable(
                                EntryHandler.NOTE,
                                "first",
                                Values.builder()
                                        .put("name", "first")
                                        .put("box", "external:filebox.box:inbox")
                                        .build(),
                                Values.of("label", "Read me")));
    }
}
