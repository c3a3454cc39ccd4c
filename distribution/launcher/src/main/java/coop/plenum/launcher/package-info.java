/** Starts the framework with the core on the class path, says what happened, and stops it cleanly. */
@NullMarked
package coop.plenum.launcher;

import org.jspecify.annotations.NullMarked;
