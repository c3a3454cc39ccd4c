package coop.plenum.baremetal.ipmi;

import coop.plenum.api.provider.ProviderException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the inventory (field replaceable unit) of the machine: who made it, its model and serial number. */
final class Fru {
    private static final int GET_AREA_INFO = 0x10;
    private static final int READ = 0x11;
    private static final int CHUNK = 16;
    /** More than any area takes; a controller that claims more is not followed. */
    private static final int LARGEST = 4096;

    private static final int BOARD_FIELDS = 6;
    private static final int PRODUCT_FIELDS = 3;

    private final List<String> board;
    private final List<String> product;

    private Fru(List<String> board, List<String> product) {
        this.board = board;
        this.product = product;
    }

    static Fru read(Session session) throws ProviderException, InterruptedException {
        Message.Response info = session.answer(NetworkFunction.STORAGE, 0, GET_AREA_INFO, 0);
        if (info.code() != 0 || info.data().size() < 3) {
            return parse(Bytes.EMPTY);
        }
        int size = Math.min(LARGEST, info.data().word(0));
        int unit = info.data().has(2, 1) ? 2 : 1;
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        while (content.size() < size) {
            int offset = content.size() / unit;
            int count = Math.min(CHUNK, size - content.size()) / unit;
            Message.Response part =
                    session.answer(NetworkFunction.STORAGE, 0, READ, 0, offset & 0xff, offset >> 8, count);
            if (part.code() != 0 || part.data().size() < 2) {
                break;
            }
            content.writeBytes(part.data().part(1, part.data().size()).toArray());
        }
        return parse(Bytes.of(content.toByteArray()));
    }

    /** Never fails: what cannot be read is missing. */
    static Fru parse(Bytes content) {
        if (content.size() < 8 || (content.at(0) & 0x0f) != 1) {
            return new Fru(List.of(), List.of());
        }
        return new Fru(
                fields(content, 8 * content.at(3), BOARD_FIELDS), fields(content, 8 * content.at(4), PRODUCT_FIELDS));
    }

    private static List<String> fields(Bytes content, int start, int skip) {
        List<String> fields = new ArrayList<>();
        if (start == 0 || start + 2 >= content.size()) {
            return fields;
        }
        int end = Math.min(content.size(), start + 8 * content.at(start + 1));
        int at = start + skip;
        while (at < end && content.at(at) != 0xc1) {
            int encoding = content.at(at) >> 6;
            int to = at + 1 + (content.at(at) & 0x3f);
            if (to > end) {
                break;
            }
            fields.add(Text.decode(encoding, content.part(at + 1, to)));
            at = to;
        }
        return fields;
    }

    private static Optional<String> field(List<String> fields, int index) {
        return index < fields.size() && !fields.get(index).isEmpty()
                ? Optional.of(fields.get(index))
                : Optional.empty();
    }

    Optional<String> manufacturer() {
        return field(product, 0).or(() -> field(board, 0));
    }

    Optional<String> model() {
        return field(product, 1).or(() -> field(board, 1));
    }

    Optional<String> partNumber() {
        return field(product, 2).or(() -> field(board, 3));
    }

    Optional<String> serialNumber() {
        return field(product, 4).or(() -> field(board, 2));
    }

    Optional<String> assetTag() {
        return field(product, 5);
    }
}
