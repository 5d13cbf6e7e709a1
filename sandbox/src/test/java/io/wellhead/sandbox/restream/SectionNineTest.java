// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * The numbers of the ReStream API spec, section 9, that {@code docs/reference/restream-sandbox.md}
 * lists are those that tests carry in their names.
 */
class SectionNineTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| 9\\.(\\d+) \\|");
  private static final Pattern NUMBERS = Pattern.compile("9\\.(\\d+)(?: to 9\\.(\\d+))?");

  @Test
  void everyListedDefault_hasATest() throws Exception {
    NavigableSet<Integer> listed = new TreeSet<>();
    ROW.matcher(page()).results().forEach(row -> listed.add(Integer.parseInt(row.group(1))));

    assertThat(tested()).isEqualTo(listed).hasSizeGreaterThan(40);
  }

  private static String page() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      folder = Objects.requireNonNull(folder.getParent(), "no checkout around the tests");
    }
    return Files.readString(folder.resolve("docs/reference/restream-sandbox.md"));
  }

  /** The numbers before the colon of the names of all tests of this package. */
  private static NavigableSet<Integer> tested() throws Exception {
    NavigableSet<Integer> numbers = new TreeSet<>();
    for (Class<?> tests : testClasses()) {
      for (Method test : tests.getDeclaredMethods()) {
        DisplayName name = test.getAnnotation(DisplayName.class);
        boolean runs =
            test.isAnnotationPresent(Test.class)
                || test.isAnnotationPresent(ParameterizedTest.class);
        if (name != null && runs) {
          NUMBERS
              .matcher(name.value().split(":", 2)[0])
              .results()
              .flatMapToInt(SectionNineTest::range)
              .forEach(numbers::add);
        }
      }
    }
    return numbers;
  }

  private static IntStream range(MatchResult match) {
    int from = Integer.parseInt(match.group(1));
    int to = match.group(2) == null ? from : Integer.parseInt(match.group(2));
    return IntStream.rangeClosed(from, to);
  }

  private static List<Class<?>> testClasses()
      throws URISyntaxException, IOException, ClassNotFoundException {
    Class<?> own = SectionNineTest.class;
    Path folder = Path.of(Objects.requireNonNull(own.getResource(".")).toURI());
    String[] names;
    try (Stream<Path> files = Files.list(folder)) {
      names =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith("Test.class"))
              .map(file -> file.substring(0, file.length() - ".class".length()))
              .toArray(String[]::new);
    }
    Class<?>[] classes = new Class<?>[names.length];
    for (int i = 0; i < names.length; i++) {
      classes[i] = Class.forName(own.getPackageName() + "." + names[i]);
    }
    return Arrays.asList(classes);
  }
}
