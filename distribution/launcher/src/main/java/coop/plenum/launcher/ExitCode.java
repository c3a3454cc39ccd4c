package coop.plenum.launcher;

/** Exit codes of the process, documented in {@code docs/reference/server.md}. */
enum ExitCode {
    STOPPED(0),
    FAILED(1),
    WRONG_SETTING(2),
    PORT_TAKEN(10),
    DATA_FOLDER(11),
    DATABASE(12),
    /** 13, a Java that is too old, is found by the start script: this class would not even load. */
    NOT_READY(14),
    /** Something did not end in time and was cut off. */
    UNCLEAN_STOP(15);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
