// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline's options as Beam reads them: {@code --name=value}. Immutable; {@link #withDefault}
 * returns a copy.
 */
public final class PipelineArguments {
  private final List<String> arguments;

  private PipelineArguments(List<String> arguments) {
    this.arguments = List.copyOf(arguments);
  }

  /** Accepts {@code --name value} as well, which Beam does not. */
  public static PipelineArguments of(List<String> commandLine) {
    List<String> joined = new ArrayList<>();
    for (String argument : commandLine) {
      int last = joined.size() - 1;
      if (!argument.startsWith("--") && last >= 0 && isBare(joined.get(last))) {
        joined.set(last, joined.get(last) + "=" + argument);
      } else {
        joined.add(argument);
      }
    }
    return new PipelineArguments(joined);
  }

  private static boolean isBare(String argument) {
    return argument.startsWith("--") && argument.indexOf('=') < 0;
  }

  /** The same with an option, unless it is there. */
  PipelineArguments withDefault(String name, @Nullable String value) {
    if (value == null || value.isBlank() || has(name)) {
      return this;
    }
    List<String> longer = new ArrayList<>(arguments);
    longer.add("--" + name + "=" + value);
    return new PipelineArguments(longer);
  }

  /** The same with all of these options, unless they are there. */
  PipelineArguments withDefaults(Map<String, String> values) {
    PipelineArguments result = this;
    for (Map.Entry<String, String> value : values.entrySet()) {
      result = result.withDefault(value.getKey(), value.getValue());
    }
    return result;
  }

  /** Whether the pipeline runs in this process. */
  boolean isLocal() {
    return arguments.stream().noneMatch(a -> a.startsWith("--runner="))
        || arguments.stream().anyMatch(a -> a.equalsIgnoreCase("--runner=DirectRunner"));
  }

  boolean has(String name) {
    return arguments.stream()
        .anyMatch(a -> a.equals("--" + name) || a.startsWith("--" + name + "="));
  }

  String[] toArray() {
    return arguments.toArray(String[]::new);
  }
}
