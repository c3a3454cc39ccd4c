package coop.plenum.api.module;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Requirement;

/** This module needs another one; installing it installs that one too. */
@Requirement(namespace = PlenumModule.NAMESPACE, filter = "(name=${#value})")
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PACKAGE, ElementType.TYPE})
@Repeatable(RequiresModule.All.class)
public @interface RequiresModule {
    /** The other module's name. */
    String value();

    /** Container for several. */
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.PACKAGE, ElementType.TYPE})
    @interface All {
        RequiresModule[] value();
    }
}
