package org.example.filebox;

import coop.plenum.api.Values;
import coop.plenum.api.content.Field;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.ConnectionContext;
import coop.plenum.api.provider.Diagnostics;
import coop.plenum.api.provider.OperationContext;
import coop.plenum.api.provider.Provider;
import coop.plenum.api.provider.ProviderDescription;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.api.provider.ProviderFactory;
import coop.plenum.api.provider.ResourceHandler;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Connects to folders. */
@Component(service = ProviderFactory.class)
public final class FileboxFactory implements ProviderFactory {
    @Override
    public ProviderDescription describe() {
        return new ProviderDescription(
                "filebox",
                "File boxes",
                "A folder of the server, with boxes and notes.",
                List.of(
                        Field.of("folder", FieldType.STRING, "Folder")
                                .help("An absolute path; the folder exists and can be written to.")
                                .flags(Field.Flag.REQUIRED),
                        Field.of("delayMillis", FieldType.INTEGER, "Delay").help("How long each change takes.")),
                List.of(EntryHandler.BOX, EntryHandler.NOTE),
                "Write access to this one folder.");
    }

    @Override
    public Provider connect(Values settings, ConnectionContext context) throws ProviderException {
        Cabinet cabinet = new Cabinet(folder(settings));
        Duration delay =
                Duration.ofMillis(Math.max(0, settings.integer("delayMillis").orElse(0)));
        return new Folder(cabinet, delay);
    }

    private static Path folder(Values settings) throws ProviderException {
        try {
            Path folder = Path.of(settings.text("folder").orElse(""));
            if (folder.isAbsolute()) {
                return folder;
            }
        } catch (InvalidPathException e) {
            // told below, as for any other path that is of no use
        }
        throw new ProviderException(
                Category.USER, "invalid-folder", "An absolute path is expected.", "folder", null, null);
    }

    private static final class Folder implements Provider {
        private final Cabinet cabinet;
        private final List<ResourceHandler> handlers;

        Folder(Cabinet cabinet, Duration delay) {
            this.cabinet = cabinet;
            this.handlers = List.of(
                    new EntryHandler(EntryHandler.BOX, cabinet, delay),
                    new EntryHandler(EntryHandler.NOTE, cabinet, delay));
        }

        @Override
        public List<ResourceHandler> handlers() {
            return handlers;
        }

        @Override
        public Diagnostics check(OperationContext operation) throws InterruptedException {
            operation.permit(1);
            try {
                cabinet.requireUsable();
                return Diagnostics.healthy("A folder with " + cabinet.all("").size() + " boxes and notes");
            } catch (ProviderException e) {
                return Diagnostics.failed(e);
            }
        }

        @Override
        public void close() {
            // No file stays open between calls.
        }
    }
}
