package coop.plenum.console.asset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The files of a folder as they are at the moment, for those who write them. */
public final class FolderAssets implements Assets {
    private final Path folder;

    public FolderAssets(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<Asset> find(String path) throws IOException {
        Path file;
        try {
            file = folder.resolve(path).normalize();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        // links are followed before it is asked whether the file lies in the folder
        if (!file.startsWith(folder.normalize())
                || !Files.isRegularFile(file)
                || !file.toRealPath().startsWith(folder.toRealPath())) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(file);
        return Optional.of(Asset.of(path, Map.of(Encoding.IDENTITY, new Content(() -> bytes))));
    }
}
