/** Secrets, envelope-encrypted in the database. */
@org.jspecify.annotations.NullMarked
package coop.plenum.core.secret;
