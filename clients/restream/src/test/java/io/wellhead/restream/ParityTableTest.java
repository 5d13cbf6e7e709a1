// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Keeps docs/reference/restream-client.md true: every row names a method and a test that exist. */
class ParityTableTest {

  private static final List<String> PACKAGES =
      List.of("io.wellhead.restream.", "io.wellhead.restream.model.");
  private static final Pattern ROW =
      Pattern.compile("\\| (\\d+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  private record Row(int number, List<String> methods, List<String> tests) {}

  @Test
  void table_hasAll52Rows() throws IOException {
    assertThat(rows())
        .extracting(Row::number)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 52).boxed().toList());
  }

  @Test
  void everyRow_namesPublicMethodsThatExist() throws IOException {
    for (Row row : rows()) {
      assertThat(row.methods()).as("methods of row %d", row.number()).isNotEmpty();
      assertThat(row.methods())
          .as("row %d", row.number())
          .allMatch(ParityTableTest::isPublicMember, "is a public type or member");
    }
  }

  @Test
  void everyRow_namesTestsThatExist() throws IOException {
    for (Row row : rows()) {
      assertThat(row.tests()).as("tests of row %d", row.number()).isNotEmpty();
      assertThat(row.tests())
          .as("row %d", row.number())
          .allMatch(ParityTableTest::isTest, "is a test");
    }
  }

  @Test
  void check_ofWhatDoesNotExist_fails() {
    assertThat(isPublicMember("Pads.vanish")).isFalse();
    assertThat(isPublicMember("Vanished")).isFalse();
    assertThat(isPublicMember("Gateway")).isFalse();
    assertThat(isTest("OperationsTest.vanish")).isFalse();
    assertThat(isTest("OperationsTest.query")).isFalse();
  }

  private static boolean isPublicMember(String name) {
    String[] parts = name.split("\\.", 2);
    Optional<Class<?>> type = type(parts[0]).filter(t -> Modifier.isPublic(t.getModifiers()));
    return type.isPresent()
        && (parts.length == 1
            || Stream.concat(
                    Arrays.stream(type.get().getMethods()).map(Method::getName),
                    Arrays.stream(type.get().getFields()).map(Field::getName))
                .anyMatch(parts[1]::equals));
  }

  private static boolean isTest(String name) {
    String[] parts = name.split("\\.", 2);
    return type(parts[0]).stream()
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .anyMatch(method -> method.getName().equals(parts[1]) && isAnnotated(method));
  }

  private static boolean isAnnotated(AnnotatedElement method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class)
        || method.isAnnotationPresent(Property.class);
  }

  private static Optional<Class<?>> type(String simpleName) {
    return PACKAGES.stream()
        .<Class<?>>mapMulti((prefix, found) -> load(prefix + simpleName).ifPresent(found))
        .findFirst();
  }

  private static Optional<Class<?>> load(String name) {
    try {
      return Optional.of(Class.forName(name));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  private static List<Row> rows() throws IOException {
    return Files.readAllLines(page()).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(row -> new Row(Integer.parseInt(row.group(1)), names(row, 3), names(row, 4)))
        .toList();
  }

  private static List<String> names(Matcher row, int column) {
    return NAME.matcher(row.group(column)).results().map(name -> name.group(1)).toList();
  }

  private static Path page() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path page = at.resolve("docs/reference/restream-client.md");
      if (Files.exists(page)) {
        return page;
      }
    }
    throw new IllegalStateException("docs/reference/restream-client.md is missing");
  }
}
