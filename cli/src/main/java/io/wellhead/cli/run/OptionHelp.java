// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.run;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** Shows the options of a pipeline interface as its annotations describe them. */
final class OptionHelp {
  private static final int WIDTH = 100;
  private static final String INDENT = "        ";

  private OptionHelp() {}

  /** Two or more lines for each option that the interfaces themselves declare, by name. */
  static List<String> lines(Class<?>... interfaces) {
    List<String> lines = new ArrayList<>();
    for (Class<?> options : interfaces) {
      Arrays.stream(options.getDeclaredMethods())
          .filter(method -> method.isAnnotationPresent(Description.class))
          .sorted(Comparator.comparing(Method::getName))
          .forEach(method -> append(method, lines));
    }
    return lines;
  }

  private static void append(Method getter, List<String> lines) {
    lines.add("  --" + name(getter) + "=" + placeholder(getter));
    StringBuilder line = new StringBuilder(INDENT);
    for (String word : description(getter).split(" ", -1)) {
      if (line.length() + word.length() > WIDTH && line.length() > INDENT.length()) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(INDENT);
      }
      line.append(word).append(' ');
    }
    lines.add(line.toString().stripTrailing());
  }

  private static String description(Method getter) {
    String text = getter.getAnnotation(Description.class).value().strip();
    String byDefault = defaultValue(getter);
    return byDefault.isEmpty() || text.contains("Default:")
        ? text
        : text + " Default: " + byDefault + ".";
  }

  private static String defaultValue(Method getter) {
    Default.String text = getter.getAnnotation(Default.String.class);
    Default.Boolean flag = getter.getAnnotation(Default.Boolean.class);
    return text != null ? text.value() : flag != null ? String.valueOf(flag.value()) : "";
  }

  private static String placeholder(Method getter) {
    Class<?> type = getter.getReturnType();
    return type == boolean.class || type == Boolean.class ? "true|false" : "VALUE";
  }

  private static String name(Method getter) {
    String property = getter.getName().replaceFirst("^(get|is)", "");
    return property.substring(0, 1).toLowerCase(Locale.ROOT) + property.substring(1);
  }
}
