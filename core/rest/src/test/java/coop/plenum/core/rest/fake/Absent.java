package coop.plenum.core.rest.fake;

import java.lang.reflect.Proxy;

/** A service that a test does not call. */
public final class Absent {
    private Absent() {}

    public static <T> T of(Class<T> service) {
        return service.cast(Proxy.newProxyInstance(
                service.getClassLoader(), new Class<?>[] {service}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.toString());
                }));
    }
}
