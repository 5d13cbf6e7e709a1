// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.restream.RestreamIO;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every metric of ours stands in the reference, under its namespace, and nothing else does. */
class AllMetricsTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern SECTION = Pattern.compile("(?ms)^## `([^`]+)`$(.*?)(?=^## |\\z)");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\|");
  private static final Pattern USE =
      Pattern.compile("\\bMetrics\\s*\\.\\s*(?:counter|distribution|gauge)\\s*\\([^;]*?\\)");

  /** Names come from a class of names (or, in such a class, a parameter). */
  private static final Pattern NAMED_BY_CONSTANTS =
      Pattern.compile(
          "Metrics\\.\\w+\\((\\w+Metrics\\.)?[A-Z0-9_]+, ((\\w+Metrics\\.)?[A-Z0-9_]+|name)\\)");

  @Test
  void reference_listsExactlyTheMetricsOfEachClass() throws Exception {
    Map<String, Set<String>> sections = sections();
    Set<String> unknown = new TreeSet<>(sections.keySet());
    for (Map.Entry<String, Set<String>> metrics : declared().entrySet()) {
      Set<String> documented = new TreeSet<>();
      for (String constant : metrics.getValue()) {
        documented.addAll(sections.getOrDefault(constant, Set.of()));
        unknown.remove(constant);
      }
      assertThat(documented).as(metrics.getKey()).isEqualTo(metrics.getValue());
    }
    assertThat(unknown).as("sections that no class has").isEmpty();
  }

  /** Otherwise the comparison above would not see it. */
  @Test
  void everyMetric_hasItsNamesFromAMetricsClass() throws Exception {
    Set<String> others = new TreeSet<>();
    int uses = 0;
    for (Path source : files(ROOT, ".java")) {
      if (source.toString().contains("/src/main/java/")
          && !source.startsWith(ROOT.resolve("benchmarks"))) { // measures, and is in no pipeline
        for (MatchResult use : USE.matcher(Files.readString(source)).results().toList()) {
          uses++;
          String call = use.group().replaceAll("\\s+(?=[^,])", "").replaceAll(",\\s*", ", ");
          if (!NAMED_BY_CONSTANTS.matcher(call).matches()) {
            others.add(source.getFileName() + ": " + call);
          }
        }
      }
    }
    assertThat(uses).isPositive();
    assertThat(others).isEmpty();
  }

  /** The names of each section, its title among them. */
  private static Map<String, Set<String>> sections() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/reference/metrics.md"));
    Map<String, Set<String>> sections = new TreeMap<>();
    for (MatchResult section : SECTION.matcher(page).results().toList()) {
      Set<String> names = new TreeSet<>(Set.of(section.group(1)));
      Matcher rows = ROW.matcher(section.group(2));
      while (rows.find()) {
        names.add(rows.group(1));
      }
      sections.put(section.group(1), names);
    }
    return sections;
  }

  /** By class, all of its constants: one or more namespaces and the names in them. */
  private static Map<String, Set<String>> declared() throws Exception {
    Path classes =
        Path.of(RestreamIO.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Map<String, Set<String>> declared = new TreeMap<>();
    for (Path file : files(classes, "Metrics.class")) {
      String name = classes.relativize(file).toString().replace('/', '.').replace(".class", "");
      Set<String> constants = new TreeSet<>();
      for (Field field : Class.forName(name).getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
          field.setAccessible(true);
          constants.add((String) field.get(null));
        }
      }
      declared.put(name, constants);
    }
    return declared;
  }

  private static Set<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return new TreeSet<>(found.filter(path -> path.toString().endsWith(ending)).toList());
    }
  }
}
