/** What a blueprint says: parameters, includes, items, outputs, and the expressions in them. */
@NullMarked
package coop.plenum.blueprint.language;

import org.jspecify.annotations.NullMarked;
