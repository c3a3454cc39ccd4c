/** The event stream: server-sent CloudEvents. */
@NullMarked
package coop.plenum.core.rest.event;

import org.jspecify.annotations.NullMarked;
