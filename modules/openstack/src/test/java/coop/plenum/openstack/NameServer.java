package coop.plenum.openstack;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Asks a name server on this machine by UDP: as much of DNS as the test needs. */
record NameServer(int port) {
    static final int A = 1;
    static final int MX = 15;
    private static final int IN = 1;
    private static final int HEADER = 12;
    private static final int POINTER = 0xC0;

    /** The data of each answer, as numbers joined by dots, sorted. */
    List<String> ask(String name, int type) throws IOException {
        byte[] question = question(name, type);
        byte[] answer = new byte[1500];
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(5000);
            socket.send(new DatagramPacket(question, question.length, InetAddress.getLoopbackAddress(), port));
            socket.receive(new DatagramPacket(answer, answer.length));
        }
        ByteBuffer reply = ByteBuffer.wrap(answer);
        int count = reply.getShort(6);
        reply.position(question.length); // the question comes back as it was
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if ((reply.get() & POINTER) != POINTER) {
                throw new IOException("a name that is written out");
            }
            reply.position(reply.position() + 1 + 2 + 2 + 4);
            byte[] data = new byte[reply.getShort()];
            reply.get(data);
            values.add(text(data));
        }
        Collections.sort(values);
        return values;
    }

    private static String text(byte[] data) {
        List<String> numbers = new ArrayList<>();
        for (byte one : data) {
            numbers.add(String.valueOf(one & 0xFF));
        }
        return String.join(".", numbers);
    }

    private static byte[] question(String name, int type) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(HEADER);
        DataOutputStream out = new DataOutputStream(bytes);
        for (int field : new int[] {42, 0, 1, 0, 0, 0}) { // id, flags, and one question
            out.writeShort(field);
        }
        for (String label : name.split("\\.", -1)) {
            out.writeByte(label.length());
            out.write(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.writeByte(0);
        out.writeShort(type);
        out.writeShort(IN);
        return bytes.toByteArray();
    }
}
