/** Items, their revisions and references. */
@NullMarked
package coop.plenum.core.content.item;

import org.jspecify.annotations.NullMarked;
