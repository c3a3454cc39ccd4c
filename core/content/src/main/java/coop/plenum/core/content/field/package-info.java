/** How values of each field type are checked, stored and compared. */
@NullMarked
package coop.plenum.core.content.field;

import org.jspecify.annotations.NullMarked;
