package dev.tidings.core;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Recognizes addresses on the public internet. Not public are loopback, private and link-local networks, cloud metadata
 * endpoints, and other notations that map to them (special-purpose registries of RFC 6890).
 */
public final class PublicAddress {
    @SuppressWarnings("ArrayRecordComponent")
    private record AddressBlock(byte[] prefix, int bits) {
        static AddressBlock of(int bits, int... prefix) {
            byte[] bytes = new byte[prefix.length];
            for (int i = 0; i < prefix.length; i++) {
                bytes[i] = (byte) prefix[i];
            }
            return new AddressBlock(bytes, bits);
        }

        boolean contains(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if (((address[bit / 8] ^ prefix[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<AddressBlock> SPECIAL_V4 = List.of(
            AddressBlock.of(8, 0),
            AddressBlock.of(8, 10),
            AddressBlock.of(10, 100, 64),
            AddressBlock.of(8, 127),
            AddressBlock.of(16, 169, 254),
            AddressBlock.of(12, 172, 16),
            AddressBlock.of(24, 192, 0, 0),
            AddressBlock.of(24, 192, 0, 2),
            AddressBlock.of(24, 192, 88, 99),
            AddressBlock.of(16, 192, 168),
            AddressBlock.of(15, 198, 18),
            AddressBlock.of(24, 198, 51, 100),
            AddressBlock.of(24, 203, 0, 113),
            AddressBlock.of(3, 224));

    /** The only block in global use. Loopback, local, mapped and translated (NAT64) addresses are outside. */
    private static final AddressBlock GLOBAL_V6 = AddressBlock.of(3, 0x20);

    /** Teredo and adjacent blocks, documentation, 6to4. */
    private static final List<AddressBlock> SPECIAL_V6 = List.of(
            AddressBlock.of(23, 0x20, 0x01, 0x00),
            AddressBlock.of(32, 0x20, 0x01, 0x0d, 0xb8),
            AddressBlock.of(16, 0x20, 0x02),
            AddressBlock.of(20, 0x3f, 0xff, 0x00));

    private PublicAddress() {}

    public static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return SPECIAL_V4.stream().noneMatch(block -> block.contains(bytes));
        }
        return GLOBAL_V6.contains(bytes) && SPECIAL_V6.stream().noneMatch(block -> block.contains(bytes));
    }
}
