/** Replaces the secrets of connections, without losing access to what they open. */
@NullMarked
package coop.plenum.infrastructure.rotation;

import org.jspecify.annotations.NullMarked;
