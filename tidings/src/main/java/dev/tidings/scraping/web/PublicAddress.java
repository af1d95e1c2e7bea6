package dev.tidings.scraping.web;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Tells addresses of the public internet from all others: those of this machine, of networks around it, of clouds' metadata,
 * and those that lead to them by another notation (the special-purpose registries of RFC 6890).
 */
final class PublicAddress {
    @SuppressWarnings("ArrayRecordComponent")
    private record Block(byte[] prefix, int bits) {
        static Block of(int bits, int... prefix) {
            byte[] bytes = new byte[prefix.length];
            for (int i = 0; i < prefix.length; i++) {
                bytes[i] = (byte) prefix[i];
            }
            return new Block(bytes, bits);
        }

        boolean holds(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if (((address[bit / 8] ^ prefix[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Block> SPECIAL_V4 = List.of(
            Block.of(8, 0),
            Block.of(8, 10),
            Block.of(10, 100, 64),
            Block.of(8, 127),
            Block.of(16, 169, 254),
            Block.of(12, 172, 16),
            Block.of(24, 192, 0, 0),
            Block.of(24, 192, 0, 2),
            Block.of(24, 192, 88, 99),
            Block.of(16, 192, 168),
            Block.of(15, 198, 18),
            Block.of(24, 198, 51, 100),
            Block.of(24, 203, 0, 113),
            Block.of(3, 224));

    /** Only these are handed out; loopback, local, mapped and translated (NAT64) addresses lie outside. */
    private static final Block GLOBAL_V6 = Block.of(3, 0x20);

    /** Teredo and its neighbors, documentation, 6to4. */
    private static final List<Block> SPECIAL_V6 = List.of(
            Block.of(23, 0x20, 0x01, 0x00),
            Block.of(32, 0x20, 0x01, 0x0d, 0xb8),
            Block.of(16, 0x20, 0x02),
            Block.of(20, 0x3f, 0xff, 0x00));

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return SPECIAL_V4.stream().noneMatch(block -> block.holds(bytes));
        }
        return GLOBAL_V6.holds(bytes) && SPECIAL_V6.stream().noneMatch(block -> block.holds(bytes));
    }
}
