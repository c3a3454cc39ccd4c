/** Files as they are served: media types, encodings, tags, and where the bytes come from. */
@NullMarked
package coop.plenum.console.asset;

import org.jspecify.annotations.NullMarked;
