/** In-memory services, just enough of each to answer over HTTP. */
@NullMarked
package coop.plenum.core.rest.fake;

import org.jspecify.annotations.NullMarked;
