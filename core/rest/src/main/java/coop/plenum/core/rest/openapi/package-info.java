/** The live OpenAPI document. */
@NullMarked
package coop.plenum.core.rest.openapi;

import org.jspecify.annotations.NullMarked;
