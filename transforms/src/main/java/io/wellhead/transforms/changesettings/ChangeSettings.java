// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.wellhead.transforms.changeevents.ChangeEvent;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What of tables differs from the defaults, as one file says it; {@code
 * docs/reference/change-settings.md} describes every member. Immutable.
 */
public final class ChangeSettings implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  /** What holds for a table without an entry. */
  private final TableSettings defaults;

  private final List<TableSettings> tables;

  private ChangeSettings(TableSettings defaults, List<TableSettings> tables) {
    this.defaults = defaults;
    this.tables = List.copyOf(tables);
  }

  /** Settings that leave every table as it is by default. */
  public static ChangeSettings none() {
    TableEntry nothing =
        new SettingsTree(MissingNode.getInstance(), new Problems("none")).defaults();
    return new ChangeSettings(new TableSettings(nothing), List.of());
  }

  /**
   * Reads settings.
   *
   * @param name of the file, for messages
   * @param text YAML
   * @throws ChangeSettingsException with everything that is wrong, by line and key
   */
  public static ChangeSettings read(String name, String text) {
    requireNonNull(name, "name");
    Problems problems = new Problems(name);
    JsonNode root = YamlTree.parse(text, "", problems);
    SettingsSchema.validate(root, problems);
    SettingsTree tree = new SettingsTree(root, problems);
    TableEntry defaults = tree.defaults();
    Map<String, TableEntry> entries = tree.tables();
    TableChecks.check(entries, problems);
    if (!problems.isEmpty()) {
      throw new ChangeSettingsException(problems.texts());
    }
    return new ChangeSettings(
        new TableSettings(defaults), entries.values().stream().map(TableSettings::new).toList());
  }

  /**
   * The settings of the table that an event comes from: the first entry that matches, or defaults.
   */
  public TableSettings table(ChangeEvent event) {
    return table(SourceNames.of(event));
  }

  TableSettings table(SourceNames names) {
    for (TableSettings table : tables) {
      if (table.matches(names)) {
        return table;
      }
    }
    return defaults;
  }

  /** Whether a table keeps every version of its rows. */
  public boolean hasHistory() {
    return defaults.hasHistory() || tables.stream().anyMatch(TableSettings::hasHistory);
  }

  /** Whether rows of a table get values that their events do not tell. */
  public boolean fillsPartialRows() {
    return Stream.concat(Stream.of(defaults), tables.stream())
        .anyMatch(table -> table.partialRows() == PartialRows.FILL);
  }

  /** Whether anything of any event must not be stored. */
  public boolean hidesAnything() {
    return tables.stream().anyMatch(TableSettings::hidesAnything);
  }

  /** The entries in their order. */
  public List<TableSettings> tables() {
    return tables;
  }

  /**
   * Gets ready to apply the settings, which reads the secrets that they name.
   *
   * @throws IOException if a secret cannot be read
   */
  public ChangeTransforms open() throws IOException {
    return new ChangeTransforms(this);
  }
}
