/** Idempotency keys and dry runs. */
@NullMarked
package coop.plenum.core.rest.replay;

import org.jspecify.annotations.NullMarked;
