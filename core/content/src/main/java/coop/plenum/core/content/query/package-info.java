/** Filters, sorting and pages. */
@NullMarked
package coop.plenum.core.content.query;

import org.jspecify.annotations.NullMarked;
