/** Sync: what exists remotely becomes content. */
@NullMarked
package coop.plenum.infrastructure.sync;

import org.jspecify.annotations.NullMarked;
