/** JSON in and out. */
@NullMarked
package coop.plenum.core.rest.json;

import org.jspecify.annotations.NullMarked;
