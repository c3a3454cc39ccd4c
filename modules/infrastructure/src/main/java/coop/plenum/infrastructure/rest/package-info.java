/** The module's routes. */
@NullMarked
package coop.plenum.infrastructure.rest;

import org.jspecify.annotations.NullMarked;
