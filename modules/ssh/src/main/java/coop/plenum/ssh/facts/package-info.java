/** What a host tells of itself. */
@NullMarked
package coop.plenum.ssh.facts;

import org.jspecify.annotations.NullMarked;
