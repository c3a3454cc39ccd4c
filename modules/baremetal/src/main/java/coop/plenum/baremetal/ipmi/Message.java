package coop.plenum.baremetal.ipmi;

import java.util.Optional;

/** The IPMI messages that packets carry: requests to the controller and its responses. */
final class Message {
    private static final int CONTROLLER = 0x20;
    private static final int CONSOLE = 0x81;
    /** What stands before a response's completion code. */
    private static final int RESPONSE_HEADER = 6;

    private Message() {}

    /** @param code completion code; 0 is success */
    record Response(int code, Bytes data) {}

    static byte[] request(int sequence, NetworkFunction function, int lun, int command, byte[] data) {
        byte[] message = new byte[7 + data.length];
        message[0] = (byte) CONTROLLER;
        message[1] = (byte) (function.code << 2 | lun);
        message[2] = checksum(message, 0, 2);
        message[3] = (byte) CONSOLE;
        message[4] = (byte) (sequence << 2);
        message[5] = (byte) command;
        System.arraycopy(data, 0, message, 6, data.length);
        message[message.length - 1] = checksum(message, 3, message.length - 1);
        return message;
    }

    /** Empty when the bytes are not a sound response to that very request. */
    static Optional<Response> response(byte[] message, int sequence, NetworkFunction function, int command) {
        if (message.length < RESPONSE_HEADER + 2
                || message[2] != checksum(message, 0, 2)
                || message[message.length - 1] != checksum(message, 3, message.length - 1)
                || (message[1] & 0xff) >> 2 != (function.code | 1)
                || (message[4] & 0xff) >> 2 != sequence
                || (message[5] & 0xff) != command) {
            return Optional.empty();
        }
        return Optional.of(new Response(
                message[RESPONSE_HEADER] & 0xff, Bytes.of(message, RESPONSE_HEADER + 1, message.length - 1)));
    }

    private static byte checksum(byte[] data, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += data[i];
        }
        return (byte) -sum;
    }
}
