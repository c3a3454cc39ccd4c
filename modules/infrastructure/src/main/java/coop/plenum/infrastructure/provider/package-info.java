/** Providers that are open, and how they are called. */
@NullMarked
package coop.plenum.infrastructure.provider;

import org.jspecify.annotations.NullMarked;
