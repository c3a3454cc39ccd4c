/** What happens to a request before any resource sees it: identity, guards, limits. */
@NullMarked
package coop.plenum.core.rest.http;

import org.jspecify.annotations.NullMarked;
