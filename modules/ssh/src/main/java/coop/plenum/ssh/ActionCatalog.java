package coop.plenum.ssh;

import coop.plenum.api.content.Field;
import coop.plenum.api.content.Field.Flag;
import coop.plenum.api.content.FieldType;
import coop.plenum.api.provider.Actions.Action;
import java.util.List;

/** What can be done with a host. */
final class ActionCatalog {
    static final String RUN_COMMAND = "run-command";
    static final String RUN_SCRIPT = "run-script";
    static final String UPLOAD_FILE = "upload-file";
    static final String REBOOT = "reboot";
    static final String GATHER_FACTS = "gather-facts";
    static final String ACCEPT_HOST_KEY = "accept-host-key";

    private static final Field BECOME = Field.of("become", FieldType.BOOLEAN, "As root")
            .help("By sudo -n, which the account must be allowed without a password.");
    private static final Field TIMEOUT =
            Field.of("timeout", FieldType.DURATION, "Time-out").help("PT1M if empty, at most PT9M; then it is killed.");

    static final List<Action> ALL = List.of(
            new Action(
                    RUN_COMMAND,
                    "Run command",
                    "Runs a line of the shell; its output goes into the operation's log. No secrets: the line is kept.",
                    List.of(Field.of("command", FieldType.TEXT, "Command").flags(Flag.REQUIRED), BECOME, TIMEOUT),
                    true),
            new Action(
                    RUN_SCRIPT,
                    "Run script",
                    "Runs a script from a file that only the account can read and that is removed afterwards.",
                    List.of(
                            Field.of("script", FieldType.TEXT, "Script").flags(Flag.REQUIRED),
                            Field.of("interpreter", FieldType.STRING, "Interpreter")
                                    .help("/bin/sh if empty; such as /usr/bin/python3."),
                            Field.of("arguments", FieldType.STRING, "Arguments").flags(Flag.MULTIPLE),
                            BECOME,
                            TIMEOUT),
                    true),
            new Action(
                    UPLOAD_FILE,
                    "Upload file",
                    "Writes a file beside its place and moves it there when it is whole.",
                    List.of(
                            Field.of("path", FieldType.STRING, "Path")
                                    .flags(Flag.REQUIRED)
                                    .help("From the root; its folder must be there."),
                            Field.of("content", FieldType.TEXT, "Content").flags(Flag.REQUIRED),
                            Field.of("encoding", FieldType.ENUM, "Encoding of the content")
                                    .options("text", "base64")
                                    .help("text if empty."),
                            Field.of("mode", FieldType.STRING, "Mode").help("0644 if empty."),
                            BECOME),
                    true),
            new Action(
                    REBOOT,
                    "Reboot",
                    "Has the operating system restart and waits until the host is back.",
                    List.of(Field.of("become", FieldType.BOOLEAN, "With sudo")
                            .help("Yes if empty, but for root, who needs none.")),
                    true),
            new Action(GATHER_FACTS, "Gather facts", "Looks at the host now.", List.of(), false),
            new Action(
                    ACCEPT_HOST_KEY,
                    "Accept host key",
                    "Keeps the key that the host shows now instead of the one that is known.",
                    List.of(Field.of("fingerprint", FieldType.STRING, "Fingerprint of the new key")
                            .flags(Flag.REQUIRED)
                            .help("From who runs the host, not from the message that it has changed.")),
                    true));

    private ActionCatalog() {}
}
