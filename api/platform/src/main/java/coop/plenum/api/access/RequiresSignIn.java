package coop.plenum.api.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a REST resource method or class of a module: whoever is signed in may call it, whatever they are allowed. The method
 * must itself leave out what its caller may not see. The annotation at the method counts before the one at the class, and
 * {@link RequiresPermission} before this.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RequiresSignIn {}
