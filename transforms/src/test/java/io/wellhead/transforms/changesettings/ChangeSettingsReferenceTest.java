// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/reference/change-settings.md} says what the schema says. Run with {@code
 * -Dwellhead.update=true} to write it anew.
 */
class ChangeSettingsReferenceTest {
  private static final String DOCUMENT = "docs/reference/change-settings.md";

  private static final String EXAMPLE =
      """
      # yaml-language-server: $schema=change-settings.schema.json
      defaults:
        deletes: soft
        labels: {team: shop}
      tables:
        - use: contributors                  # settings that come with Wellhead
        - match: {table: tmp_*}
          include: false
        - match: {database: shop_*, table: orders}
          domain: shop                       # shop_bronze.orders, shop_silver.orders
          shard: {column: shop, value: "{database}"}
          partition_by: created_at
          max_staleness: 15m
          filter: {column: is_test, op: ne, value: true}
          columns:
            email: {hash: {salt: "env:EMAIL_SALT"}}
            card: {mask: {keep_last: 4}}
            note: {drop: true}
            total: {type: NUMERIC, on_error: keep_text}
            city: {from: address, json_path: $.city, type: STRING, normalize: {trim: true, case: upper}}
          quality:
            total_valid: {range: {column: total, min: 0, when_null: false}}
      """;

  @Test
  void reference_isGeneratedFromTheSchema() throws IOException {
    Path document = checkout().resolve(DOCUMENT);
    String generated = generate();
    if (Boolean.getBoolean("wellhead.update")) {
      Files.createDirectories(document.getParent());
      Files.writeString(document, generated);
    }
    assertThat(document)
        .as(
            "update with: mvn -pl transforms -am test -Dtest=ChangeSettingsReferenceTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dwellhead.update=true")
        .exists()
        .content()
        .isEqualTo(generated);
  }

  @Test
  void example_isAccepted() {
    assertThat(ChangeSettings.read("example.yaml", EXAMPLE).tables()).hasSize(3);
  }

  private static String generate() {
    StringBuilder text =
        new StringBuilder(
            """
            # Settings of tables

            Generated from `transforms/src/main/resources/io/wellhead/change-settings.schema.json`; do not edit.
            One YAML file says what differs from the defaults. An editor that knows JSON Schema helps to write it.

            ```yaml
            %s```

            The first entry of `tables` that matches an event counts. What it does not say is taken from the settings that it names in
            `use`, then from `defaults`. Columns are found by their exact names first, then without regard to case.

            The file is checked before anything starts. All that is wrong is told at once, by file, line and key:

            ```
            shop.yaml:12: tables[2].deletes: "gone" found; accepted: hard, soft
            ```

            What is done with an event, in this order:

            1. before anything is stored, so also for bronze and dead letters: `source`, `include`, `filter`, then `drop` and `keep_only`, `hash`,
               `mask`, `truncate`, `constant`. Rules of a MongoDB document's members hold here as well if `mongodb` is `flattened`.
            2. for the current state: `mongodb`, then of each column `from`, `json_path`, `decode`, `normalize`, `type`, `rename`.
            3. `quality`, of the columns as they are then.

            A filter decides by each event alone: a row that no longer fulfils it after a change stays as it was.
            Plain words are read as YAML 1.2 does: `NO` and `2024-01-31` are text.
            """
                .formatted(EXAMPLE));
    JsonNode definitions = SettingsSchema.tree().path("$defs");
    text.append("\n## The file\n\n").append(SettingsSchema.tree().path("description").asText());
    text.append('\n');
    describe(SettingsSchema.tree(), text);
    for (Map.Entry<String, JsonNode> definition : definitions.properties()) {
      text.append("\n## ").append(definition.getKey()).append("\n\n");
      text.append(definition.getValue().path("description").asText()).append('\n');
      if (definition.getKey().equals("defaults")) {
        text.append("\nMembers, as in [table](#table): ")
            .append("`")
            .append(String.join("`, `", SettingsSchemaTest.members("defaults")))
            .append("`.\n");
      } else {
        describe(definition.getValue(), text);
      }
    }
    tables(text);
    return text.toString();
  }

  private static void describe(JsonNode object, StringBuilder text) {
    text.append("\n| member | accepted | meaning | example |\n| --- | --- | --- | --- |\n");
    for (Map.Entry<String, JsonNode> member : object.path("properties").properties()) {
      boolean required = object.path("required").toString().contains("\"" + member.getKey() + "\"");
      JsonNode schema = member.getValue();
      JsonNode example = schema.path("examples").path(0);
      String flow = flow(example);
      assertThat(YamlTree.parse(flow, "", new Problems("example")))
          .as(flow)
          .isEqualTo(YamlTree.parse(example.toString(), "", new Problems("example")));
      text.append(
          "| `%s`%s | %s | %s | `%s` |\n"
              .formatted(
                  member.getKey(),
                  required ? " (required)" : "",
                  accepted(schema),
                  cell(SettingsSchema.resolve(schema).path("description").asText()),
                  cell(member.getKey() + ": " + flow)));
    }
  }

  private static String accepted(JsonNode schema) {
    if (schema.has("$ref")) {
      String name = schema.path("$ref").textValue().replace("#/$defs/", "");
      return "[" + name + "](#" + name + ")";
    }
    JsonNode items = schema.path("items");
    if (items.has("$ref")) {
      return "a list of " + accepted(items);
    }
    JsonNode members = schema.path("additionalProperties");
    if (members.has("$ref")) {
      return "a mapping of names to " + accepted(members);
    }
    // The pattern and the example are told elsewhere.
    return cell(
        SettingsSchema.accepted(schema)
            .replace("accepted: ", "")
            .replaceAll(" that matches .*| whose names match .*|, such as .*", ""));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }

  /** A value as one would write it. */
  private static String flow(JsonNode value) {
    if (value.isObject()) {
      StringJoiner members = new StringJoiner(", ", "{", "}");
      value.properties().forEach(one -> members.add(one.getKey() + ": " + flow(one.getValue())));
      return members.toString();
    } else if (value.isArray()) {
      StringJoiner items = new StringJoiner(", ", "[", "]");
      value.forEach(one -> items.add(flow(one)));
      return items.toString();
    }
    boolean plain = value.isTextual() && value.textValue().matches("[A-Za-z$][A-Za-z0-9_ ./$*-]*");
    return plain ? value.textValue() : value.toString();
  }

  private static void tables(StringBuilder text) {
    text.append(
        """

        ## Tables that come with Wellhead

        Each is a file `transforms/src/main/resources/io/wellhead/tables/NAME.yaml` with the members of one [table](#table). Files of that folder on the
        class path are found by their names.

        | use | meaning | cleaned columns | quality columns |
        | --- | --- | --- | --- |
        """);
    for (String name : TableFiles.NAMES) {
      TableEntry entry =
          ChangeSettings.read("reference", "tables: [{use: " + name + "}]").tables().get(0).entry();
      StringJoiner cleaned = new StringJoiner("`, `", "`", "`");
      entry
          .columns()
          .forEach(
              (column, rules) -> {
                if (rules.normalize() != null) {
                  cleaned.add(column);
                }
              });
      text.append(
          "| `%s` | %s | %s | `%s` |\n"
              .formatted(
                  name,
                  entry.description(),
                  cleaned.toString().equals("``") ? "" : cleaned,
                  String.join("`, `", entry.quality().keySet())));
    }
  }

  private static Path checkout() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("transforms/src"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
