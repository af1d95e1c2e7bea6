package dev.tidings.bulk;

import dev.tidings.fuzz.FuzzTarget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Files of rows: CSV, NDJSON, or detected; plain or gzipped. */
public final class RowFuzzTarget implements FuzzTarget {
    @Override
    public void read(byte[] input) throws IOException {
        read(input, header -> {}, row -> {});
    }

    @Override
    public List<byte[]> seeds() {
        return FuzzTarget.texts(
                "0id,name\n1,Ada\n2,\"a, \"\"b\"\"\nc\"\n3,\"open\n4,x\n",
                "0sep=;\r\nid;name;;\r\n1;a;;\r\n",
                "0\"id\"\tname\r1\t5\" x\r2,3",
                "1{\"id\":1}\n{\"id\":\n[1]\n{\"a\":1,\"a\":2}\n{\"\\u0000\":1e400}\n{\"a\":\"\\ud800\"}",
                "2{\"id\":-0.0e-999999999}",
                "0\u001f\u008b");
    }

    /** Reads each row of the file and gives it to the check. */
    public static void read(byte[] input, Consumer<List<String>> header, Consumer<ObjectNode> check)
            throws IOException {
        try {
            RowReader reader = RowReader.open(new ByteArrayInputStream(FuzzTarget.rest(input)), format(input));
            header.accept(reader.header());
            long previous = 0;
            for (Boolean more = true; more; previous = reader.line()) {
                more = checkNext(reader, check);
                FuzzTarget.require(reader.line() >= previous, "the line numbers go back");
            }
        } catch (FileRefused | ImportCutOff refused) {
            FuzzTarget.require(refused.getMessage() != null, "a refusal says why");
        }
    }

    private static @Nullable ImportFormat format(byte[] input) {
        return switch (FuzzTarget.variant(input, 3)) {
            case 0 -> ImportFormat.CSV;
            case 1 -> ImportFormat.NDJSON;
            default -> null;
        };
    }

    private static boolean checkNext(RowReader reader, Consumer<ObjectNode> check) throws IOException {
        try {
            ObjectNode row = reader.next();
            if (row == null) {
                return false;
            }
            check.accept(row);
            StorableText.requireStorable(row);
        } catch (RowRefused refused) {
            FuzzTarget.require(refused.getMessage() != null, "a refusal says why");
        }
        return true;
    }
}
