/** Connections: saved, tested, watched. */
@NullMarked
package coop.plenum.infrastructure.connection;

import org.jspecify.annotations.NullMarked;
