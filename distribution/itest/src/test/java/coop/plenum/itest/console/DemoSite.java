package coop.plenum.itest.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one {@link Site} with the demo's content that all of them share: for those that only read, or add what
 * is in nobody's way.
 */
final class DemoSite implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Site.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(
                        ExtensionContext.StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.create(DemoSite.class))
                .getOrComputeIfAbsent(Shared.class, key -> Shared.start(), Shared.class)
                .site();
    }

    private record Shared(Site site) implements AutoCloseable {
        static Shared start() {
            try {
                return new Shared(Site.demo(Files.createTempDirectory("plenum-demo")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            site.server().close();
        }
    }
}
