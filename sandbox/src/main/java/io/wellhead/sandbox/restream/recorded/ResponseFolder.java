// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.wellhead.sandbox.restream.world.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reads each file once and gives copies of its content, so that answers may be changed. */
final class ResponseFolder {

  private final Path path;
  private final Map<String, JsonNode> read = new ConcurrentHashMap<>();

  /**
   * @param path the folder, or one above its {@code pad} folder
   */
  ResponseFolder(Path path) {
    Path inner = path.resolve("pad");
    this.path = Files.isDirectory(inner) ? inner : path;
  }

  @Nullable ArrayNode arrayIfThere(String name) {
    return Files.exists(path.resolve(name + ".json")) ? array(name) : null;
  }

  ArrayNode array(String name) {
    JsonNode node = read(name);
    if (!node.isArray()) {
      throw new IllegalArgumentException(path.resolve(name + ".json") + " is not an array");
    }
    return (ArrayNode) node;
  }

  JsonNode read(String name) {
    return read.computeIfAbsent(name, this::load).deepCopy();
  }

  private JsonNode load(String name) {
    Path file = path.resolve(name + ".json");
    try {
      return Json.MAPPER.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read recorded response " + file, e);
    }
  }
}
