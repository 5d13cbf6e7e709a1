// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of single tables that entries begin with: files on the class path, found by name. */
final class TableFiles {
  static final String FOLDER = "io/wellhead/tables/";

  /** Those that come with Wellhead. */
  static final List<String> NAMES =
      List.of(
          "contributors",
          "tasks",
          "task_feedback",
          "audits",
          "audit_issues",
          "program_metadata",
          "acknowledgements");

  private TableFiles() {}

  /** The text of the file, null if there is none of that name. */
  static @Nullable String find(String name) {
    try (InputStream in = TableFiles.class.getResourceAsStream("/" + FOLDER + name + ".yaml")) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read settings " + name, e);
    }
  }

  /** The entry that a file holds; what is wrong with it becomes problems of its own lines. */
  static JsonNode read(String name, String text, Problems problems) {
    // The schema is that of whole files: the entry is looked at as their only one.
    String path = Problems.item("tables", 0);
    Problems own = new Problems(FOLDER + name + ".yaml", path);
    JsonNode entry = YamlTree.parse(text, path, own);
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    file.putArray("tables").add(entry);
    SettingsSchema.validate(file, own);
    if (own.isEmpty() && !entry.has("use")) {
      return entry;
    }
    if (entry.has("use")) {
      own.add(Problems.member(path, "use"), "settings that others begin with begin with none");
    }
    problems.addAll(own);
    return JsonNodeFactory.instance.objectNode();
  }
}
