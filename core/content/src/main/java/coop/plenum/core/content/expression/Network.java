package coop.plenum.core.content.expression;

import coop.plenum.core.content.field.IpAddress;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * A network in CIDR notation, IPv4 or IPv6.
 *
 * @param first its lowest address, as a number
 * @param bits of an address: 32 or 128
 */
record Network(BigInteger first, int prefix, int bits) {
    private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

    /** @throws InvalidArgument saying what is wrong */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = IpAddress.parse(slash < 0 ? "" : text.substring(0, slash));
        if (address == null || !LENGTH.matcher(text.substring(slash + 1)).matches()) {
            throw new InvalidArgument(
                    "\"" + shortened(text) + "\" is no network in CIDR notation, such as 10.0.0.0/16.");
        }
        int prefix = Integer.parseInt(text, slash + 1, text.length(), 10);
        int bits = address.length * Byte.SIZE;
        if (prefix > bits) {
            throw new InvalidArgument("The prefix /" + prefix + " is longer than an address of " + bits + " bits.");
        }
        BigInteger number = new BigInteger(1, address);
        BigInteger hosts = BigInteger.TWO.pow(bits - prefix);
        if (number.mod(hosts).signum() != 0) {
            throw new InvalidArgument("\"" + text + "\" has bits set after its prefix; the network is "
                    + format(number.subtract(number.mod(hosts)), bits) + "/" + prefix + ".");
        }
        return new Network(number, prefix, bits);
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }

    /** The part number {@code index} when the network is cut into parts whose prefix is {@code more} bits longer. */
    Network subnet(long more, long index) {
        if (more < 0 || more > bits - prefix) {
            throw new InvalidArgument(
                    "A /" + prefix + " can be cut by 0 to " + (bits - prefix) + " more bits, not by " + more + ".");
        }
        BigInteger parts = BigInteger.TWO.pow((int) more);
        BigInteger at = BigInteger.valueOf(index);
        if (index < 0 || at.compareTo(parts) >= 0) {
            throw new InvalidArgument("\"" + this + "\" has " + parts + " subnets of /" + (prefix + more)
                    + ", counted from 0; there is no number " + index + ".");
        }
        int length = prefix + (int) more;
        return new Network(first.add(at.shiftLeft(bits - length)), length, bits);
    }

    /** The address number {@code index}, counted from the network's own; from the end when negative, -1 being the last. */
    String host(long index) {
        BigInteger size = BigInteger.TWO.pow(bits - prefix);
        BigInteger at = index < 0 ? size.add(BigInteger.valueOf(index)) : BigInteger.valueOf(index);
        if (at.signum() < 0 || at.compareTo(size) >= 0) {
            throw new InvalidArgument("\"" + this + "\" has " + size + " addresses; there is no number " + index + ".");
        }
        return format(first.add(at), bits);
    }

    /** Whether an address or a network lies within; those of the other family never do. */
    boolean contains(String text) {
        Network other = text.indexOf('/') < 0 ? address(text) : parse(text);
        return other.bits == bits
                && other.prefix >= prefix
                && other.first.shiftRight(bits - prefix).equals(first.shiftRight(bits - prefix));
    }

    private static Network address(String text) {
        byte[] address = IpAddress.parse(text);
        if (address == null) {
            throw new InvalidArgument("\"" + shortened(text) + "\" is no IP address, such as 10.0.0.5.");
        }
        int bits = address.length * Byte.SIZE;
        return new Network(new BigInteger(1, address), bits, bits);
    }

    /** Such as 255.255.255.0. */
    String netmask() {
        BigInteger all = BigInteger.TWO.pow(bits).subtract(BigInteger.ONE);
        return format(all.shiftRight(bits - prefix).shiftLeft(bits - prefix), bits);
    }

    private static String format(BigInteger number, int bits) {
        byte[] address = new byte[bits / Byte.SIZE];
        byte[] digits = number.toByteArray();
        int length = Math.min(digits.length, address.length);
        System.arraycopy(digits, digits.length - length, address, address.length - length, length);
        return IpAddress.format(address);
    }

    @Override
    public String toString() {
        return format(first, bits) + "/" + prefix;
    }
}
