/** Expressions in CEL over plain values, with limits on what they may cost. */
@NullMarked
package coop.plenum.core.content.expression;

import org.jspecify.annotations.NullMarked;
