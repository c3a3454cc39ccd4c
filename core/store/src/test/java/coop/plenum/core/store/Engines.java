package coop.plenum.core.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Opens each database when its turn comes; JUnit closes it after the test. */
final class Engines implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return Stream.<Supplier<Database>>of(() -> h2(context), TestDatabases::postgresql)
                .map(Supplier::get)
                .map(Arguments::of);
    }

    private static Database h2(ExtensionContext context) {
        try {
            Path folder = Files.createTempDirectory("plenum-test-");
            context.getStore(ExtensionContext.Namespace.create(Engines.class))
                    .put(folder, (AutoCloseable) () -> delete(folder));
            return TestDatabases.h2(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
