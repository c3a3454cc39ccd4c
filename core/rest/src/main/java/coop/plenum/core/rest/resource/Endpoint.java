package coop.plenum.core.rest.resource;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI document says about a resource method and its signature does not. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Endpoint {
    /** One sentence without a full stop, in the imperative. */
    String value();

    /** What is answered; {@code Void}: nothing. */
    Class<?> answers() default Void.class;

    /** Whether a page of these is answered. */
    boolean list() default false;

    int status() default 200;

    /** Nobody need be signed in. */
    boolean open() default false;
}
