package dev.tidings.yaml;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value in a YAML file with its line.
 *
 * @param path the dotted key, list positions in brackets
 */
record YamlEntry(String path, int line, Node value) {

    /** Whether the value is null or blank. */
    boolean isEmpty() {
        return value.getTag().equals(Tag.NULL)
                || (value instanceof ScalarNode scalar && scalar.getValue().isBlank());
    }

    /** The kind of the value, for error messages. */
    String kind() {
        return switch (value) {
            case MappingNode mapping -> "a section";
            case SequenceNode list -> "a list";
            default -> "a text";
        };
    }

    static int lineOf(Node node, int otherwise) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(otherwise);
    }
}
