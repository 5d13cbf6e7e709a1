// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page that lists our metrics, compared with the classes that name them. */
public final class MetricsReference {
  private static final Pattern ROW = Pattern.compile("^\\| `([a-z_]+)` \\|", Pattern.MULTILINE);

  private MetricsReference() {}

  /** Asserts that a section lists exactly the constants of a class, apart from its namespace. */
  public static void assertLists(String namespace, Class<?> metrics) throws Exception {
    Set<String> declared = new TreeSet<>();
    for (Field field : metrics.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
        field.setAccessible(true);
        declared.add((String) field.get(null));
      }
    }
    assertThat(declared.remove(namespace)).isTrue();
    assertThat(documented(namespace)).isEqualTo(declared);
  }

  private static Set<String> documented(String namespace) throws IOException {
    String reference = Files.readString(Path.of("..", "docs", "reference", "metrics.md"));
    String start = "## `" + namespace + "`";
    String section = reference.substring(reference.indexOf(start) + start.length());
    int next = section.indexOf("\n## ");
    Matcher rows = ROW.matcher(next < 0 ? section : section.substring(0, next));
    Set<String> documented = new TreeSet<>();
    while (rows.find()) {
      documented.add(rows.group(1));
    }
    return documented;
  }
}
