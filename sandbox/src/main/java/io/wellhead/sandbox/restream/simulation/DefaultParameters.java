// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.sandbox.restream.stages.UnitIds;
import io.wellhead.sandbox.restream.world.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The parameter definitions that every simulated pad has from the beginning (section 2.9). */
final class DefaultParameters {

  private static final String RESOURCE = "/io/wellhead/sandbox/restream/parameters.psv";
  private static final String CREATED = "2030-01-02T03:04:05.678901Z";
  private static final int FIRST_ID = 600;

  private DefaultParameters() {}

  static ArrayNode all() {
    InputStream resource =
        Objects.requireNonNull(DefaultParameters.class.getResourceAsStream(RESOURCE));
    ArrayNode all = Json.array();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          all.add(definition(FIRST_ID + all.size(), line.split("\\|", -1)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static ObjectNode definition(int id, String[] cells) {
    ObjectNode definition = UnitIds.definition(id, cells[0], "D", CREATED);
    ObjectNode config = definition.putObject("config");
    config.put("field", cells[1]);
    config.put("si_unit", cells[4]);
    config.put("base_unit", cells[5]);
    if (!cells[6].isEmpty()) {
      ArrayNode conditions = config.putArray("conditions");
      for (String condition : cells[6].split(";", -1)) {
        conditions.add(condition(condition.split(" ", -1)));
      }
    }
    config.put("aggregation", cells[2]);
    config.put("imperial_unit", cells[3]);
    definition.put("imperial_unit", UnitIds.of(cells[3]));
    definition.put("si_unit", UnitIds.of(cells[4]));
    return definition;
  }

  private static ObjectNode condition(String[] words) {
    return Json.object()
        .put("field", words[0])
        .put("value", Double.parseDouble(words[2]))
        .put("si_unit", words[4])
        .put("operator", words[1])
        .put("base_unit", words[3])
        .put("imperial_unit", words[5]);
  }
}
