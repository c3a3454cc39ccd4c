package coop.plenum.ssh;

import coop.plenum.api.Values;
import coop.plenum.api.provider.ProviderException;
import coop.plenum.api.provider.ProviderException.Category;
import coop.plenum.ssh.client.Finished;
import coop.plenum.ssh.client.Link;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A file to be written: beside its place first, then moved there, so that nobody ever reads half of it.
 *
 * @param become whether as root
 */
@SuppressWarnings("ArrayRecordComponent") // read only
record Upload(String path, byte[] content, String mode, boolean become) {
    private static final Pattern PATH = Pattern.compile("/[^\0\n]{0,4000}[^/\0\n]");
    private static final Pattern MODE = Pattern.compile("[0-7]{3,4}");
    private static final int MOST = 1 << 20;
    private static final int NO_FOLDER = 91;
    private static final int IS_FOLDER = 92;
    private static final int INCOMPLETE = 93;

    static Upload of(Values parameters) throws ProviderException {
        String path = parameters.text("path").orElse("");
        if (!PATH.matcher(path).matches()) {
            throw invalid("path", "The path begins at the root and names a file.");
        }
        String mode = parameters.text("mode").orElse("0644");
        if (!MODE.matcher(mode).matches()) {
            throw invalid("mode", "The mode is three or four octal figures, such as 0644.");
        }
        byte[] content = content(parameters);
        if (content.length > MOST) {
            throw invalid("content", "At most 1 MiB is uploaded at a time.");
        }
        return new Upload(path, content, mode, Sudo.wanted(parameters));
    }

    private static byte[] content(Values parameters) throws ProviderException {
        String text = parameters.text("content").orElse("");
        if (!parameters.text("encoding").orElse("text").equals("base64")) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw invalid("content", "The content is no Base64.");
        }
    }

    /** Permissions are narrow until the content is whole. What is left of a failure is removed. */
    Link.Command command() {
        String script = "LC_ALL=C; export LC_ALL; p=$1; d=${p%/*}; [ -d \"${d:-/}\" ] || exit " + NO_FOLDER
                + "; [ ! -d \"$p\" ] || exit " + IS_FOLDER
                + "; umask 077; t=$(mktemp \"${d}/.plenum-upload.XXXXXX\") || exit; "
                + "trap 'rm -f \"$t\"' EXIT; trap 'exit 143' HUP INT TERM; cat >\"$t\" || exit; "
                + "[ \"$(wc -c <\"$t\" | tr -d ' ')\" = " + content.length + " ] || exit " + INCOMPLETE + "; "
                + "chmod " + mode + " \"$t\" && mv -f \"$t\" \"$p\"";
        String shell = "/bin/sh -c " + Link.quoted(script) + " sh " + Link.quoted(path);
        return new Link.Command(
                "exec " + (become ? Sudo.BECOME : "") + shell,
                content,
                4_096,
                line -> {},
                become ? Sudo.STOP : Link.Command.STOP);
    }

    /** @throws ProviderException {@code disk-full}, {@code folder-missing}, {@code not-permitted}, {@code upload-failed} */
    void requireDone(Finished finished) throws ProviderException {
        if (finished.succeeded()) {
            return;
        }
        int status = finished.status().orElse(0);
        String errors = finished.errors();
        if (errors.contains("No space left") || errors.contains("quota exceeded")) {
            throw new ProviderException(
                    Category.CONFLICT, "disk-full", "There is no space left for " + path + "; what was there stays.");
        }
        if (status == NO_FOLDER) {
            throw new ProviderException(Category.MISSING, "folder-missing", "The folder of " + path + " is not there.");
        }
        if (status == IS_FOLDER) {
            throw new ProviderException(Category.CONFLICT, "is-folder", path + " is a folder.");
        }
        if (errors.contains("ermission denied") || errors.contains("not permitted") || errors.contains("Read-only")) {
            throw new ProviderException(
                    Category.AUTHENTICATION, "not-permitted", "The account may not write " + path + ".");
        }
        throw new ProviderException(
                Category.TRANSIENT,
                "upload-failed",
                path + " was not written (" + finished.outcome() + "); what was there stays. "
                        + errors.lines().limit(1).findFirst().orElse("").replaceAll("\\p{Cntrl}", ""));
    }

    String summary() {
        return content.length + " bytes written to " + path + ", mode " + mode + ".";
    }

    private static ProviderException invalid(String field, String message) {
        return new ProviderException(Category.USER, "invalid-" + field, message, field, null, null);
    }
}
