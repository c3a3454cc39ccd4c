package coop.plenum.ssh.facts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The script that tells them, for the standard input of {@code /bin/sh -s}. */
public final class FactsScript {
    /** Much more than any host has to tell. */
    public static final int LIMIT = 262_144;

    private static final String FILE = "/PLENUM-INF/facts.sh";

    private FactsScript() {}

    /** @param become whether it may read what is root's alone, with {@code sudo -n} */
    public static byte[] text(boolean become) {
        try (InputStream file = FactsScript.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("The bundle lacks " + FILE);
            }
            String script = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return ("become=" + (become ? "yes" : "no") + "\n" + script).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
