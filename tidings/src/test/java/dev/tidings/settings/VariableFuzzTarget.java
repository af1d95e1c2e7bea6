package dev.tidings.settings;

import dev.tidings.fuzz.FuzzTarget;
import java.util.List;

/** Environment variables that are more than a word. */
public final class VariableFuzzTarget implements FuzzTarget {
    @Override
    public void read(byte[] input) {
        String text = FuzzTarget.text(FuzzTarget.rest(input));
        try {
            switch (FuzzTarget.variant(input, 3)) {
                case 0 -> DatabaseUrl.parse(text);
                case 1 -> ProxyNetworks.parse(text);
                default -> ConnectionSizes.parse(text);
            }
        } catch (IllegalArgumentException refused) {
            FuzzTarget.require(refused.getMessage() != null, "a refusal says why");
        }
    }

    @Override
    public List<byte[]> seeds() {
        return FuzzTarget.texts(
                "0postgres://user:p%40ss@host:5432/name?sslmode=require",
                "0jdbc:postgresql://host/name", "110.0.0.0/8, 2001:db8::/32, 192.0.2.7", "2readiness=2, work=8");
    }
}
