// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps docs/reference/change-files.md true: every feature is there, with tests that exist. */
class ChangeFilesReferenceTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern ROW =
      Pattern.compile("\\| ([PB]\\d\\d) \\| [^|]+ \\| [^|]+ \\| ([^|]+) \\|");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  @Test
  void page_hasEveryFeature_once() throws IOException {
    List<String> wanted = new ArrayList<>();
    IntStream.rangeClosed(1, 25).forEach(i -> wanted.add("P%02d".formatted(i)));
    IntStream.rangeClosed(1, 34)
        .filter(i -> !List.of(15, 16, 23, 30, 31, 32).contains(i))
        .forEach(i -> wanted.add("B%02d".formatted(i)));
    assertThat(rows().stream().map(row -> row.group(1))).containsExactlyElementsOf(wanted);
  }

  @Test
  void everyFeature_namesTestsThatExist() throws IOException {
    Map<String, Path> classes = testClasses();
    for (MatchResult row : rows()) {
      List<String> names = names(row.group(2));
      assertThat(names).as(row.group(1)).isNotEmpty();
      for (String name : names) {
        assertThat(isTest(name, classes)).as("%s: %s is a test", row.group(1), name).isTrue();
      }
    }
  }

  @Test
  void whatIsNoTest_isFoundOut() throws IOException {
    Map<String, Path> classes = testClasses();
    assertThat(isTest("ChangeFilesReferenceTest.page_hasEveryFeature_once", classes)).isTrue();
    assertThat(isTest("ChangeFilesReferenceTest.isTest", classes)).isFalse();
    assertThat(isTest("ChangeFilesReferenceTest.vanished", classes)).isFalse();
    assertThat(isTest("VanishedTest.vanished", classes)).isFalse();
  }

  private static boolean isTest(String name, Map<String, Path> classes) throws IOException {
    String[] parts = name.split("\\.", 2);
    Path file = classes.get(parts[0]);
    if (file == null || parts.length == 1) {
      return false;
    }
    // Annotations stand right before the method, in parentheses of several lines at times.
    Pattern method =
        Pattern.compile(
            "@(Test|Property|ParameterizedTest)\\b(?:(?!\\n  }\\n)[\\s\\S])*?\\bvoid (\\w+)\\(");
    Matcher found = method.matcher(Files.readString(file));
    while (found.find()) {
      if (found.group(2).equals(parts[1])) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, Path> testClasses() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith("Test.java"))
          .filter(file -> file.toString().contains("src/test/java"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  file -> file,
                  (one, other) -> one.toString().contains("change") ? one : other));
    }
  }

  private static List<MatchResult> rows() throws IOException {
    return Files.readAllLines(ROOT.resolve("docs/reference/change-files.md")).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(Matcher::toMatchResult)
        .toList();
  }

  private static List<String> names(String cell) {
    return NAME.matcher(cell).results().map(name -> name.group(1)).toList();
  }
}
