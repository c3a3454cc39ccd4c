/** REST: the door to the API, the applications behind it, health and metrics. */
@NullMarked
package coop.plenum.core.rest;

import org.jspecify.annotations.NullMarked;
