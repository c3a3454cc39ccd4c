/** One host at a time over SSH: who it is, logging in, running a command. */
@NullMarked
package coop.plenum.ssh.client;

import org.jspecify.annotations.NullMarked;
