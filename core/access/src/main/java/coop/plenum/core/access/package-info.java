/** Accounts, sessions, spaces, roles and grants in the database, and decisions from memory. */
@NullMarked
package coop.plenum.core.access;

import org.jspecify.annotations.NullMarked;
