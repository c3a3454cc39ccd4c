package coop.plenum.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a bad provider, that breaks one rule of the kit and no other. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Breaks {
    /** The rule. */
    String value();

    /** What its author must be told, word for word. */
    String says();
}
