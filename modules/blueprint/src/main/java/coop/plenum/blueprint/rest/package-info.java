/** The routes of the module. */
@NullMarked
package coop.plenum.blueprint.rest;

import org.jspecify.annotations.NullMarked;
