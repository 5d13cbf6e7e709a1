// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadMetricsTest {
  private static final Pattern ROW = Pattern.compile("^\\| `([a-z_]+)` \\|", Pattern.MULTILINE);

  @Test
  void reference_listsExactlyTheMetricsOfThisClass() throws Exception {
    Set<String> declared = new TreeSet<>();
    for (Field field : ReadMetrics.class.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
        declared.add((String) field.get(null));
      }
    }
    assertThat(declared.remove(ReadMetrics.NAMESPACE)).isTrue();
    String reference = Files.readString(Path.of("..", "docs", "reference", "metrics.md"));
    String start = "## `" + ReadMetrics.NAMESPACE + "`";
    String section = reference.substring(reference.indexOf(start) + start.length());
    int next = section.indexOf("\n## ");
    Matcher rows = ROW.matcher(next < 0 ? section : section.substring(0, next));
    Set<String> documented = new TreeSet<>();
    while (rows.find()) {
      documented.add(rows.group(1));
    }
    assertThat(documented).isEqualTo(declared);
  }
}
