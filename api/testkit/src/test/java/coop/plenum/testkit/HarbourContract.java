package coop.plenum.testkit;

import coop.plenum.api.provider.ProviderFactory;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.ReflectionSupport;

/** The kit, applied to the good harbour, or to the bad one whose class a parameter of the run names. */
@ExtendWith(HarbourContract.Builder.class)
final class HarbourContract extends ProviderContract {
    static final String PARAMETER = "harbour";
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Harbour harbour;

    HarbourContract(Harbour harbour) {
        this.harbour = harbour;
    }

    @Override
    protected ProviderFactory factory() {
        return harbour;
    }

    @Override
    protected ProviderFixture fixture() {
        return harbour.fixture();
    }

    @Override
    protected Duration patience() {
        return PATIENCE;
    }

    /** The harbour is a fake: nothing is gained by waiting. */
    @Override
    protected Duration longestPause() {
        return Duration.ofMillis(20);
    }

    /** Builds a harbour for each rule. */
    static final class Builder implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Harbour.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getConfigurationParameter(PARAMETER, Builder::harbour)
                    .orElseGet(Harbour::new);
        }

        private static Harbour harbour(String name) {
            return (Harbour) ReflectionSupport.newInstance(ReflectionSupport.tryToLoadClass(name)
                    .getOrThrow(cause -> new IllegalArgumentException(name, cause)));
        }
    }
}
