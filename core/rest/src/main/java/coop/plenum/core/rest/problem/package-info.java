/** Errors as RFC 9457 problem details. */
@NullMarked
package coop.plenum.core.rest.problem;

import org.jspecify.annotations.NullMarked;
