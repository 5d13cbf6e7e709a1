// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is wrong with a settings file, gathered until all of it is known. */
final class Problems {
  private final String file;

  /** Begins every path of this file and is not told. */
  private final String prefix;

  private final List<String> ofOthers = new ArrayList<>();

  /** By the path of each value, the line that it stands in. */
  private final Map<String, Integer> lines = new LinkedHashMap<>();

  private final List<Problem> found = new ArrayList<>();

  private record Problem(int line, String path, String text) {}

  Problems(String file) {
    this(file, "");
  }

  /** Problems of a file whose root has a path already. */
  Problems(String file, String prefix) {
    this.file = file;
    this.prefix = prefix;
  }

  /** The path of a member of a mapping. */
  static String member(String path, String name) {
    if (!name.matches("[A-Za-z0-9_]+")) {
      return path + "[\"" + name + "\"]";
    }
    return path.isEmpty() ? name : path + "." + name;
  }

  /** The path of an item of a list. */
  static String item(String path, int index) {
    return path + "[" + index + "]";
  }

  /** Says where a value stands, from 1. */
  void locate(String path, int line) {
    lines.put(path, line);
  }

  /** Adds a problem of the value at a path, or of what should be there. */
  void add(String path, String text) {
    addAt(line(path), path, text);
  }

  /** Adds a problem in a line, from 1. */
  void addAt(int line, String path, String text) {
    Problem problem = new Problem(line, path, text);
    if (!found.contains(problem)) {
      found.add(problem);
    }
  }

  /** The line of the value, or of the nearest that it is in. */
  private int line(String path) {
    String place = path;
    while (!lines.containsKey(place) && !place.isEmpty()) {
      int end = Math.max(place.lastIndexOf('.'), place.lastIndexOf('['));
      place = end < 0 ? "" : place.substring(0, end);
    }
    return lines.getOrDefault(place, 1);
  }

  /** Adds those of another file. */
  void addAll(Problems others) {
    others.texts().stream().filter(text -> !ofOthers.contains(text)).forEach(ofOthers::add);
  }

  /** Whether the value at a path, or one in it, has a problem. */
  boolean concern(String path) {
    return found.stream()
        .map(Problem::path)
        .anyMatch(
            place ->
                place.equals(path) || place.startsWith(path + ".") || place.startsWith(path + "["));
  }

  boolean isEmpty() {
    return found.isEmpty() && ofOthers.isEmpty();
  }

  /** {@code file:line: path: what is wrong}, in the order of the file. */
  List<String> texts() {
    return Stream.concat(
            found.stream().sorted(Comparator.comparingInt(Problem::line)).map(this::text),
            ofOthers.stream())
        .toList();
  }

  private String text(Problem problem) {
    String path = problem.path();
    if (path.startsWith(prefix)) {
      path = path.substring(Math.min(path.length(), prefix.isEmpty() ? 0 : prefix.length() + 1));
    }
    String place = file + ":" + problem.line() + ": ";
    return path.isEmpty() ? place + problem.text() : place + path + ": " + problem.text();
  }
}
