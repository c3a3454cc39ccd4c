package coop.plenum.api.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a REST resource method or class of a module: the permission a caller must hold, somewhere ({@code anywhere}, the
 * service behind it checks the exact space) or at the root. A method without it is denied.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RequiresPermission {
    String value();

    /** True: held in at least one space is enough to enter. */
    boolean anywhere() default true;
}
