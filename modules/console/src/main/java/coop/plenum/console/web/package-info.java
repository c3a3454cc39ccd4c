/** Serving pages: the shell, its assets, the files of extensions, and the reports of browsers. */
@NullMarked
package coop.plenum.console.web;

import org.jspecify.annotations.NullMarked;
