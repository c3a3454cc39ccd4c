package coop.plenum.ssh.client;

import java.util.Optional;

/**
 * How a command ended.
 *
 * @param status its exit status; empty when it did not tell, since a signal ended it
 * @param truncated whether it wrote more than was taken
 */
public record Finished(Optional<Integer> status, String output, String errors, boolean truncated) {
    public boolean succeeded() {
        return status.filter(code -> code == 0).isPresent();
    }

    /** In words, for people. */
    public String outcome() {
        return status.map(code -> "exit status " + code).orElse("ended by a signal");
    }
}
