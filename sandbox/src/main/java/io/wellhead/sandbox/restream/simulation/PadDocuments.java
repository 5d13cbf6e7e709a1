// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.sandbox.restream.world.Json;
import java.util.Objects;

/** The pad and site objects of a simulated pad (sections 2.1 and 2.2). */
final class PadDocuments {

  static final String CUSTOMER = "Example Energy";
  static final int FLEET = 8;
  static final String FLEET_NAME = "Gamma";
  private static final long CREATED_BEFORE = 60L * 86_400;

  private final PadPlan plan;
  private final PadSpec spec;

  PadDocuments(PadPlan plan) {
    this.plan = plan;
    this.spec = plan.spec();
  }

  ObjectNode pad(long now) {
    ObjectNode pad = Json.object();
    pad.put("id", spec.id());
    pad.put("name", spec.name());
    pad.put("lease_name", spec.lease());
    pad.put("customer_name", CUSTOMER);
    pad.set("simops_config", simops(now));
    if (now >= plan.completion()) {
      pad.put("completion_date", Json.seconds(plan.completion()));
    } else {
      pad.putNull("completion_date");
    }
    pad.put("wireline_enabled", true);
    return pad;
  }

  ObjectNode simops(long now) {
    ObjectNode config = Json.object();
    config.put("frac", "frac");
    config.putNull("wireline");
    config.putNull("pumpdown");
    config.putNull("fluid");
    ObjectNode sources = config.putObject("measurement_sources");
    ArrayNode frac = sources.putArray("frac");
    for (int i = 0; i < PadPlan.SOURCES.size(); i++) {
      String name = PadPlan.SOURCES.get(i);
      ObjectNode source = frac.addObject();
      source.put("name", name);
      source.put("label", i == 0 ? "North" : "South");
      source.put("type", "frac");
      ArrayNode attached = source.putArray("attached_sites");
      spec.wells().forEach(well -> attached.add(well.id()));
      source.put("active_site", plan.activeSite(name, now));
    }
    sources.putArray("wl");
    sources.putArray("fluid");
    sources.putArray("pumpdown");
    config.putArray("exc_fields").add("chloride_concentration");
    return config;
  }

  ObjectNode site(PadSpec.Well well, long now) {
    int index = spec.wells().indexOf(well);
    ObjectNode site = Json.object();
    site.put("id", well.id());
    site.put("name", well.name());
    site.put("date_created", created());
    site.put("latitude", 31.51234 + index * 1e-4);
    site.put("longitude", -102.20417 - index * 1e-4);
    site.put("lease_name", spec.lease());
    site.put("operator_name", CUSTOMER);
    ObjectNode metadata = site.putObject("metadata");
    metadata.put("first_timestamp", spec.firstSecond());
    metadata.put("last_timestamp", now);
    site.put("well_api", well.api());
    site.put("pad_id", spec.id());
    site.put("is_demo_site", false);
    site.put("stage_total", spec.stages());
    site.put("timezone", "US/Central");
    site.put("fleet_id", FLEET);
    site.put("fleet_name", FLEET_NAME);
    return site;
  }

  String created() {
    return Json.seconds(spec.firstSecond() - CREATED_BEFORE);
  }

  static String shortName(PadSpec.Well well) {
    String[] words = well.name().split(" ", 2);
    return Objects.requireNonNull(words[0]).charAt(0) + words[1];
  }
}
