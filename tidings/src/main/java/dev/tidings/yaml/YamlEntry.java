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

    /** Whether nothing was written, or a text without anything to see. */
    boolean isEmpty() {
        return value.getTag().equals(Tag.NULL)
                || (value instanceof ScalarNode scalar && scalar.getValue().isBlank());
    }

    /** What the value is, for a sentence about one that should be something else. */
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
