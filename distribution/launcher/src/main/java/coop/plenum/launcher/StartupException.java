package coop.plenum.launcher;

/** The platform cannot start; the message tells the person at the terminal what to do. */
final class StartupException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    StartupException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    ExitCode exitCode() {
        return exitCode;
    }
}
