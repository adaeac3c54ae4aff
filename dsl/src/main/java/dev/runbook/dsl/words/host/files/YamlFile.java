package dev.runbook.dsl.words.host.files;

import dev.runbook.engine.model.EffectFailed;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.representer.Representer;

/** YAML; an edit changes only the nodes whose data changed, so that comments, order and styles of the others stay. */
final class YamlFile implements DataForm {
    static final DataForm FORM = new YamlFile();

    private YamlFile() {}

    @Override
    public Object parse(String text, String where) {
        try {
            return new Yaml(new SafeConstructor(loading(false))).load(text);
        } catch (MarkedYAMLException e) {
            String line = e.getProblemMark() == null
                    ? ""
                    : ", line " + (e.getProblemMark().getLine() + 1);
            throw new EffectFailed("The file " + where + line + " is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw new EffectFailed("The file " + where + " is not YAML: "
                    + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    @Override
    public String edit(String text, String where, Consumer<Object> change) {
        Object before = parse(text, where);
        Object data = parse(text, where);
        change.accept(data);
        Object after = DataForm.plain(data);
        if (Objects.equals(after, before)) {
            return text;
        }
        Node root = yaml().compose(new StringReader(text));
        StringWriter out = new StringWriter();
        yaml().serialize(merged(root, before, after), out);
        String written = out.toString();
        if (!Objects.equals(parse(written, where), after)) {
            throw new EffectFailed(
                    "The file " + where
                            + " cannot be edited without changing more than was asked, since its anchors share what changed; edit it with editFile. It is as it was.");
        }
        return written;
    }

    private static LoaderOptions loading(boolean comments) {
        LoaderOptions options = new LoaderOptions();
        options.setProcessComments(comments);
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(1_000);
        return options;
    }

    private static Yaml yaml() {
        DumperOptions options = dumping();
        return new Yaml(new SafeConstructor(loading(true)), new Representer(options), options, loading(true));
    }

    private static DumperOptions dumping() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setProcessComments(true);
        options.setSplitLines(false);
        options.setWidth(Integer.MAX_VALUE);
        return options;
    }

    /** A new node where something changed, since an anchor may share the old one. */
    private Node merged(Node node, Object before, Object after) {
        if (Objects.equals(before, after)) {
            return node;
        }
        if (node instanceof MappingNode mapping && before instanceof Map<?, ?> old && after instanceof Map<?, ?> now) {
            return commented(
                    new MappingNode(mapping.getTag(), tuples(mapping, old, now), mapping.getFlowStyle()), node);
        }
        if (node instanceof SequenceNode sequence && before instanceof List<?> old && after instanceof List<?> now) {
            List<Node> items = new ArrayList<>();
            for (int i = 0; i < now.size(); i++) {
                items.add(
                        i < old.size()
                                ? merged(sequence.getValue().get(i), old.get(i), now.get(i))
                                : represented(now.get(i)));
            }
            return commented(new SequenceNode(sequence.getTag(), items, sequence.getFlowStyle()), node);
        }
        return commented(represented(after), node);
    }

    private static Node commented(Node fresh, Node old) {
        fresh.setInLineComments(old.getInLineComments());
        fresh.setBlockComments(old.getBlockComments());
        fresh.setEndComments(old.getEndComments());
        return fresh;
    }

    private List<NodeTuple> tuples(MappingNode mapping, Map<?, ?> old, Map<?, ?> now) {
        List<NodeTuple> tuples = new ArrayList<>();
        Set<Object> added = new LinkedHashSet<>(now.keySet());
        added.removeAll(old.keySet());
        for (NodeTuple tuple : mapping.getValue()) {
            Object key = tuple.getKeyNode() instanceof ScalarNode scalar ? key(scalar, old) : null;
            if (key == null) {
                tuples.add(tuple);
            } else if (now.containsKey(key)) {
                tuples.add(new NodeTuple(tuple.getKeyNode(), merged(tuple.getValueNode(), old.get(key), now.get(key))));
            }
        }
        added.forEach(key -> tuples.add(new NodeTuple(represented(key), represented(now.get(key)))));
        return tuples;
    }

    /** The key as data: {@code 8080:} is a number there. */
    private static Object key(ScalarNode node, Map<?, ?> data) {
        return data.keySet().stream()
                .filter(each -> String.valueOf(each).equals(node.getValue()))
                .findFirst()
                .orElse(null);
    }

    private static Node represented(Object value) {
        return new Representer(dumping()).represent(value);
    }
}
