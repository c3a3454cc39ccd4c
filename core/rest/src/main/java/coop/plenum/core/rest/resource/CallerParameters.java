package coop.plenum.core.rest.resource;

import coop.plenum.api.access.Authentication.SignedIn;
import coop.plenum.api.access.Caller;
import coop.plenum.core.rest.http.Attributes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Set;
import java.util.function.Function;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.model.Parameter;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;
import org.jspecify.annotations.Nullable;

/**
 * Gives resource methods what belongs to the request, as parameters marked {@code @Context}: the {@link Caller}, the
 * {@link SignedIn} behind it, headers and the request itself. Straight from the request, without injection proxies.
 */
public final class CallerParameters implements ValueParamProvider {
    private static final Set<Class<?>> OURS =
            Set.of(Caller.class, SignedIn.class, HttpHeaders.class, ContainerRequest.class);

    @Override
    public @Nullable Function<ContainerRequest, ?> getValueProvider(Parameter parameter) {
        Class<?> type = parameter.getRawType();
        if (!OURS.contains(type) || !parameter.isAnnotationPresent(Context.class)) {
            return null;
        }
        if (type == Caller.class) {
            return request -> request.getProperty(Attributes.CALLER);
        }
        return type == SignedIn.class ? request -> request.getProperty(Attributes.SIGNED_IN) : Function.identity();
    }

    @Override
    public PriorityType getPriority() {
        return Priority.HIGH;
    }

    /** Binds it. */
    public static final class Binder extends AbstractBinder {
        @Override
        protected void configure() {
            bind(CallerParameters.class).to(ValueParamProvider.class).in(Singleton.class);
        }
    }
}
