// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/reference/tables.md} says what the schema files say. Run with {@code
 * -Dwellhead.update=true} to write it anew.
 */
class TablesReferenceTest {
  private static final String DOCUMENT = "docs/reference/tables.md";

  @Test
  void reference_isGeneratedFromTheSchemaFiles() throws IOException {
    Path document = checkout().resolve(DOCUMENT);
    String generated = generate();
    if (Boolean.getBoolean("wellhead.update")) {
      Files.createDirectories(document.getParent());
      Files.writeString(document, generated);
    }
    assertThat(document)
        .as(
            "update with: mvn -pl transforms -am test -Dtest=TablesReferenceTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dwellhead.update=true")
        .exists()
        .content()
        .isEqualTo(generated);
  }

  private static String generate() {
    StringBuilder text =
        new StringBuilder(
            """
            # Tables of the warehouse

            Generated from `transforms/src/main/resources/io/wellhead/schemas`; do not edit.
            Tables with a primary key hold the current state by that key, all others are only appended to.
            """);
    Tables.all().forEach(table -> describe(table, text));
    return text.toString();
  }

  private static void describe(TableDefinition table, StringBuilder text) {
    text.append("\n## ").append(table.qualifiedName()).append("\n\n");
    text.append(table.description()).append("\n\n");
    if (table.isCurrentState()) {
      text.append("* Primary key: ").append(code(table.primaryKey())).append('\n');
    }
    if (table.partitionColumn() != null) {
      text.append("* Partitioned by day of `").append(table.partitionColumn()).append("`\n");
    }
    if (!table.clustering().isEmpty()) {
      text.append("* Clustered by ").append(code(table.clustering())).append('\n');
    }
    if (table.maxStaleness() != null) {
      text.append("* Staleness at most `").append(table.maxStaleness()).append("`\n");
    }
    text.append("\n| column | type | | meaning |\n| --- | --- | --- | --- |\n");
    table.columns().forEach(column -> describe("", column, text));
  }

  private static void describe(String record, Column column, StringBuilder text) {
    String name = record + column.name();
    text.append(
        "| `%s` | %s | %s | %s |%n"
            .formatted(
                name,
                column.type(),
                column.mode() == Column.Mode.NULLABLE
                    ? ""
                    : column.mode().name().toLowerCase(Locale.ROOT),
                column.description())
            .replace(System.lineSeparator(), "\n"));
    column.fields().forEach(field -> describe(name + ".", field, text));
  }

  private static String code(Iterable<String> names) {
    return "`" + String.join("`, `", names) + "`";
  }

  private static Path checkout() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("transforms/src"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
