// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The recorded responses that may lie beside the checkout; absent on most machines. */
public final class SharedResponses {

  private SharedResponses() {}

  static Optional<Path> folder() {
    String configured = System.getenv("WELLHEAD_SHARED");
    if (configured != null) {
      return existing(Path.of(configured));
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("LICENSE")) && at.getParent() != null) {
        return existing(at.resolveSibling("shared"));
      }
    }
    return Optional.empty();
  }

  /** The recorded listings; empty where there are none. */
  static List<Path> listings() {
    return files().stream().filter(file -> !isData(file)).toList();
  }

  /** The recorded time series; empty where there are none. */
  public static List<Path> data() {
    return files().stream().filter(SharedResponses::isData).toList();
  }

  private static boolean isData(Path file) {
    return file.getFileName().toString().matches("data_(?!changes).*");
  }

  private static List<Path> files() {
    return folder().map(SharedResponses::jsonFiles).orElse(List.of());
  }

  private static Optional<Path> existing(Path shared) {
    return Optional.of(shared.resolve("restream-responses")).filter(Files::isDirectory);
  }

  private static List<Path> jsonFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
