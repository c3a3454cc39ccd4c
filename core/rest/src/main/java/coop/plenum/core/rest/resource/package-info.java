/** The core's resources. */
@NullMarked
package coop.plenum.core.rest.resource;

import org.jspecify.annotations.NullMarked;
