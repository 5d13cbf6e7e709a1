// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.stages;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.sandbox.restream.world.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ids of the vendor's unit catalogue as far as they are known (section 2.9); ours from 80 on. */
public final class UnitIds {

  private static final Map<String, Integer> IDS =
      Map.ofEntries(
          entry("ppa", 3),
          entry("pH", 15),
          entry("mg/L", 21),
          entry("psi", 28),
          entry("kg/L", 35),
          entry("kPa", 36),
          entry("mpy", 43),
          entry("mS/cm", 48),
          entry("bpm", 51),
          entry("mV", 52),
          entry("lb/gal", 53),
          entry("m^3/min", 56),
          entry("ppm", 65),
          entry("s", 80),
          entry("gal", 81),
          entry("L", 82),
          entry("bbl", 83),
          entry("gpt", 84),
          entry("L/m^3", 85),
          entry("%", 86),
          entry("#", 87),
          entry("ft", 88),
          entry("m", 89),
          entry("kg/m^3", 90),
          entry("lb", 91),
          entry("kg", 92));

  private UnitIds() {}

  public static @Nullable Integer of(String unit) {
    return IDS.get(unit);
  }

  /** A definition with all keys but its configuration. */
  public static ObjectNode definition(long id, String name, String type, String createdAt) {
    ObjectNode definition = Json.object();
    definition.put("id", id);
    definition.put("name", name);
    definition.putObject("config");
    definition.put("type", type);
    definition.put("label", "");
    definition.putNull("color");
    definition.put("description", "");
    definition.put("created_at", createdAt);
    definition.put("updated_at", createdAt);
    definition.putNull("units");
    definition.putNull("imperial_unit");
    definition.putNull("si_unit");
    definition.putArray("pads");
    return definition;
  }
}
