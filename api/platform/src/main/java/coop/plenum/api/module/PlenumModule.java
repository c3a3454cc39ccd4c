package coop.plenum.api.module;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Capability;

/**
 * Makes a bundle a module: put it on the root package. bnd turns it into the capability {@value #NAMESPACE};
 * the version is the bundle's.
 *
 * <p>What a module brings lies in its folder {@code PLENUM-INF}: {@code types/*.json} (content types),
 * {@code permissions.json}, {@code console.json}, {@code icon.svg}, {@code README.md}.
 */
@Capability(
        namespace = PlenumModule.NAMESPACE,
        attribute = {
            "name=${#name}",
            "title=\"${#title}\"",
            "description=\"${#description}\"",
            "publisher=\"${#publisher}\""
        })
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PACKAGE, ElementType.TYPE})
public @interface PlenumModule {
    String NAMESPACE = "plenum.module";

    /** Short and unique: small letters, digits, hyphens; prefix of its routes, permissions and types. */
    String name();

    String title();

    String description();

    String publisher();
}
