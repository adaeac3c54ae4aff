package dev.runbook.engine.inventory;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** YAML nodes as mappings, lists and data; what does not fit is reported with its line. */
final class Nodes {
    private static final Set<Tag> PLAIN = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.MAP, Tag.SEQ);

    /** One key of a mapping, and what stands after it. */
    record Entry(String key, int line, Node value) {}

    private final Problems problems;

    Nodes(Problems problems) {
        this.problems = problems;
    }

    static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    static boolean isNothing(Node node) {
        return node == null || node.getTag().equals(Tag.NULL);
    }

    /** What a node is, for messages; the value itself is told only where it is harmless. */
    static String describe(Node node) {
        if (isNothing(node)) {
            return "nothing";
        }
        if (node instanceof ScalarNode scalar) {
            return "'" + scalar.getValue() + "'";
        }
        return node instanceof SequenceNode ? "a list" : "a mapping";
    }

    /** Reports tags, keys that are no text and keys given twice, at any depth; whether the file can be read on. */
    boolean check(Node root) {
        return root == null
                || check(
                        root,
                        Collections.newSetFromMap(new IdentityHashMap<>()),
                        Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private boolean check(Node node, Set<Node> above, Set<Node> seen) {
        if (!above.add(node)) {
            problems.add(line(node), "this value contains itself through an alias");
            return false;
        }
        boolean sound = true;
        if (seen.add(node)) {
            checkTag(node);
            if (node instanceof MappingNode mapping) {
                checkKeys(mapping);
                for (NodeTuple tuple : mapping.getValue()) {
                    sound &= check(tuple.getValueNode(), above, seen);
                }
            } else if (node instanceof SequenceNode list) {
                for (Node each : list.getValue()) {
                    sound &= check(each, above, seen);
                }
            }
        }
        above.remove(node);
        return sound;
    }

    private void checkTag(Node node) {
        boolean plain = node.getTag().equals(Tag.STR)
                || !(node instanceof ScalarNode scalar)
                || YamlFile.plainTag(scalar.getValue()).equals(node.getTag());
        if (!plain || !PLAIN.contains(node.getTag())) {
            problems.add(
                    line(node),
                    "the tag '" + node.getTag().getValue() + "' is not allowed here; write the plain value");
        }
    }

    private void checkKeys(MappingNode mapping) {
        Map<String, Integer> first = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            if (!(key instanceof ScalarNode name)) {
                problems.add(line(key), "expected a name as the key, found " + describe(key));
                continue;
            }
            Integer before = first.putIfAbsent(name.getValue(), line(key));
            if (before != null) {
                problems.add(line(key), "the key '" + name.getValue() + "' is given twice; first in line " + before);
            }
        }
    }

    /** The keys of a mapping in their order; nothing at all is an empty one. */
    Map<String, Entry> mapping(Node node, String what) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    entries.put(key.getValue(), new Entry(key.getValue(), line(key), tuple.getValueNode()));
                }
            }
        } else if (!isNothing(node)) {
            problems.add(line(node), "expected keys and values for " + what + ", found " + describe(node));
        }
        return entries;
    }

    /** The elements of a list; anything else is reported. */
    List<Node> list(Node node, String what) {
        if (node instanceof SequenceNode list) {
            return list.getValue();
        }
        problems.add(line(node), "expected a list for " + what + ", found " + describe(node));
        return List.of();
    }

    /** A node as data. A number keeps its digits: {@code 2.30} stays 2.30. */
    static Object data(Node node) {
        if (node instanceof MappingNode mapping) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    map.put(key.getValue(), data(tuple.getValueNode()));
                }
            }
            return Collections.unmodifiableMap(map);
        }
        if (node instanceof SequenceNode list) {
            List<Object> items = new ArrayList<>();
            list.getValue().forEach(each -> items.add(data(each)));
            return Collections.unmodifiableList(items);
        }
        return node instanceof ScalarNode scalar ? scalar(scalar) : null;
    }

    private static Object scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        if (scalar.getTag().equals(Tag.NULL)) {
            return null;
        }
        if (scalar.getTag().equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        if (scalar.getTag().equals(Tag.FLOAT)) {
            return new BigDecimal(text);
        }
        return scalar.getTag().equals(Tag.INT) ? whole(new BigInteger(text)) : text;
    }

    private static Number whole(BigInteger number) {
        if (number.bitLength() < Integer.SIZE) {
            return number.intValue();
        }
        return number.bitLength() < Long.SIZE ? (Number) number.longValue() : number;
    }
}
