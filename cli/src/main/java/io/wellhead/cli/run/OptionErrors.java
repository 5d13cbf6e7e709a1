// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.run;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.jspecify.annotations.Nullable;

/** Says what Beam says of an option as a user of the command line understands it. */
final class OptionErrors {
  private static final Pattern UNKNOWN =
      Pattern.compile("missing a property named '([^']*)'\\.(?: Did you mean (.*)\\?)?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]+");
  private static final String NOT_ONE = "expected one element but was";
  private static final String NOT_READABLE = "Cannot deserialize value";

  private OptionErrors() {}

  /** One line about what Beam did not accept of these arguments. */
  static String explain(IllegalArgumentException refusal, String... arguments) {
    String message = String.valueOf(refusal.getMessage());
    Matcher unknown = UNKNOWN.matcher(message);
    if (unknown.find()) {
      return "unknown option --" + unknown.group(1) + suggestion(unknown.group(2));
    }
    String culprit =
        message.startsWith(NOT_ONE)
            ? givenTwice(arguments)
            : message.startsWith(NOT_READABLE) ? notReadable(arguments) : null;
    return culprit == null ? message : culprit;
  }

  private static String suggestion(@Nullable String names) {
    if (names == null) {
      return "";
    }
    String options =
        NAME.matcher(names.replace("one of", ""))
            .results()
            .map(name -> "--" + name.group())
            .collect(Collectors.joining(" or "));
    return "; did you mean " + options + "?";
  }

  private static @Nullable String givenTwice(String... arguments) {
    Set<String> names = new HashSet<>();
    return Arrays.stream(arguments)
        .map(OptionErrors::name)
        .filter(name -> !names.add(name))
        .findFirst()
        .map(name -> name + " is given more than once")
        .orElse(null);
  }

  /** Beam does not tell whose value it could not read, so each is read by itself. */
  private static @Nullable String notReadable(String... arguments) {
    return Arrays.stream(arguments)
        .map(OptionErrors::refusalOf)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String refusalOf(String argument) {
    try {
      PipelineOptionsFactory.fromArgs(argument).create();
      return null;
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage());
      int rest = why.indexOf('\n');
      return argument + ": " + (rest < 0 ? why : why.substring(0, rest));
    }
  }

  private static String name(String argument) {
    int equals = argument.indexOf('=');
    return equals < 0 ? argument : argument.substring(0, equals);
  }
}
