/** Passwords, random secrets, and the back-off against guessing them. */
@NullMarked
package coop.plenum.core.access.credential;

import org.jspecify.annotations.NullMarked;
