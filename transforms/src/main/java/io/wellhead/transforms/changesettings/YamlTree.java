// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import static io.wellhead.transforms.changesettings.Problems.item;
import static io.wellhead.transforms.changesettings.Problems.member;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Makes a JSON tree of YAML, and tells the line of each of its values. Plain scalars are read by
 * YAML 1.2: {@code NO} is text and no boolean, as is a date.
 */
final class YamlTree {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,100}");
  private static final Pattern REAL =
      Pattern.compile(
          "[-+]?(\\.[0-9]{1,100}|[0-9]{1,100}(\\.[0-9]{0,100})?)([eE][-+]?[0-9]{1,3})?");

  private final Problems problems;

  /** Nodes that are being read: one that meets itself again contains itself. */
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

  private YamlTree(Problems problems) {
    this.problems = problems;
  }

  /**
   * The tree of a document; what is no YAML, or no tree, becomes problems.
   *
   * @param path of its root
   */
  static JsonNode parse(String text, String path, Problems problems) {
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
      return root == null ? JSON.objectNode() : new YamlTree(problems).read(root, path);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      problems.addAt(mark == null ? 1 : mark.getLine() + 1, "", "no YAML: " + e.getProblem());
    } catch (YAMLException e) {
      problems.addAt(1, "", "no YAML: " + e.getMessage());
    }
    return JSON.objectNode();
  }

  private JsonNode read(Node node, String path) {
    problems.locate(path, line(node));
    if (!open.add(node)) {
      problems.add(path, "contains itself");
      return JSON.nullNode();
    }
    JsonNode tree;
    if (node instanceof MappingNode mapping) {
      tree = mapping(mapping, path);
    } else if (node instanceof SequenceNode sequence) {
      tree = sequence(sequence.getValue(), path);
    } else {
      tree = scalar((ScalarNode) node);
    }
    open.remove(node);
    return tree;
  }

  private ObjectNode mapping(MappingNode mapping, String path) {
    ObjectNode object = JSON.objectNode();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.addAt(line(tuple.getKeyNode()), path, "a key is no text");
        continue;
      }
      String memberPath = member(path, key.getValue());
      JsonNode value = read(tuple.getValueNode(), memberPath);
      // The key's line, which is where one looks, when the value begins below it.
      problems.locate(memberPath, line(key));
      if (object.has(key.getValue())) {
        problems.add(memberPath, "is there twice");
      }
      object.set(key.getValue(), value);
    }
    return object;
  }

  private ArrayNode sequence(List<Node> items, String path) {
    ArrayNode array = JSON.arrayNode();
    for (int i = 0; i < items.size(); i++) {
      array.add(read(items.get(i), item(path, i)));
    }
    return array;
  }

  private static JsonNode scalar(ScalarNode scalar) {
    String text = scalar.getValue();
    if (scalar.getScalarStyle() != ScalarStyle.PLAIN || scalar.getTag().equals(Tag.STR)) {
      return JSON.textNode(text);
    }
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> JSON.nullNode();
      case "true", "True", "TRUE" -> JSON.booleanNode(true);
      case "false", "False", "FALSE" -> JSON.booleanNode(false);
      default -> {
        if (INTEGER.matcher(text).matches()) {
          BigInteger number = new BigInteger(text);
          yield number.bitLength() < Long.SIZE
              ? JSON.numberNode(number.longValue())
              : JSON.numberNode(number);
        }
        yield REAL.matcher(text).matches()
            ? JSON.numberNode(new BigDecimal(text))
            : JSON.textNode(text);
      }
    };
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
