// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.sandbox.restream.simulation.Segment.State;
import io.wellhead.sandbox.restream.world.Json;
import java.time.Instant;
import java.util.List;

/** The state object of a simulated site: valves, truth table, current state (section 2.3). */
final class StateDocuments {

  /** State ids are the site ids less this. */
  static final long STATE_ID_OFFSET = 9_000;

  private static final int OPEN = 41;
  private static final int CLOSED = 131;

  private final PadPlan plan;
  private final PadDocuments pads;

  StateDocuments(PadPlan plan, PadDocuments pads) {
    this.plan = plan;
    this.pads = pads;
  }

  ObjectNode state(PadSpec.Well well, long now) {
    Segment segment = plan.segment(well.id(), now);
    Instant system = Instant.ofEpochSecond(now, 810_000_000);
    ObjectNode state = Json.object();
    state.put("id", well.id() - STATE_ID_OFFSET);
    state.set("site", site(well, now));
    state.set("site_component_configuration", valves(well, segment, now));
    state.set("truth_table", truthTable());
    state.put("current_state", segment.state().wireName());
    state.putNull("actual_stage_number");
    state.put("completed_stage_number", Math.max(0, segment.stage() - 1));
    state.put("site_name", well.name());
    state.put("date_created", Json.micros(system));
    state.put("last_updated", Json.micros(system.minusMillis(10)));
    state.put("last_state_update", Json.seconds(segment.start()));
    state.put("truth_table_calculating", false);
    state.put("calculated_stage_number", segment.stage());
    ObjectNode primary = state.putObject("state_change_primary_field_values");
    PadPlan.SOURCES.forEach(primary::putObject);
    state.put(
        "last_state_update_system_time",
        Json.micros(Instant.ofEpochSecond(segment.start() + 2, 600_000_000)));
    state.put("last_state_confirmation_time", Json.seconds(now));
    state.put("previous_state", segment.id() - 1);
    return state;
  }

  private ObjectNode site(PadSpec.Well well, long now) {
    ObjectNode rest = pads.site(well, now);
    ObjectNode site = Json.object();
    site.put("id", well.id());
    site.put("slug", well.name().replace(' ', '_'));
    site.put("well_api", well.api());
    site.put("name", well.name());
    site.put("short_name", PadDocuments.shortName(well));
    site.putObject("fleet").put("id", PadDocuments.FLEET).put("name", PadDocuments.FLEET_NAME);
    site.putNull("crew");
    site.put("stage_total", plan.spec().stages());
    site.put("date_created", pads.created());
    ObjectNode pad = site.putObject("pad");
    pad.put("id", plan.spec().id());
    pad.put("name", plan.spec().name());
    pad.putObject("customer").put("id", 3).put("name", PadDocuments.CUSTOMER);
    pad.set("simops_config", pads.simops(now));
    site.set("latitude", rest.get("latitude"));
    site.put("db", "sandbox");
    site.set("longitude", rest.get("longitude"));
    site.put("timezone", "US/Central");
    site.put("memcache_read", false);
    site.put("memcache_write", false);
    site.putNull("primary_color");
    return site;
  }

  private ObjectNode valves(PadSpec.Well well, Segment segment, long now) {
    ObjectNode configuration = Json.object();
    configuration.put("id", well.id() - 9_050);
    configuration.put("site", well.id());
    ArrayNode components = configuration.putArray("component_configurations");
    components.add(valve(well, "swab_valve", "Swab Valve", 4, segment.swab(now), segment, now));
    components.add(
        valve(
            well,
            "upper_master_valve",
            "Upper Master Valve",
            5,
            segment.upperMaster(),
            segment,
            now));
    components.add(direction(well, segment, now));
    configuration.put("site_name", well.name());
    configuration.put("date_created", Json.micros(created()));
    configuration.put("valve_tree_layout", 2);
    return configuration;
  }

  /** The third input of the truth table; a number tells which way the wireline moves. */
  private ObjectNode direction(PadSpec.Well well, Segment segment, long now) {
    String letter = segment.wirelineDirection();
    ObjectNode sensor =
        sensor(well, "wireline_direction", "Wireline Direction", 6, letter, segment, now);
    type(sensor, 3, "wireline_encoder", "Wireline Encoder");
    sensor.set("condition_logic_set", directionLogic());
    sensor.put("last_value", letter.equals("Z") ? "0" : letter.equals("D") ? "1" : "-1");
    return sensor;
  }

  private ObjectNode valve(
      PadSpec.Well well,
      String name,
      String title,
      int location,
      String letter,
      Segment segment,
      long now) {
    ObjectNode valve = sensor(well, name, title, location, letter, segment, now);
    type(valve, 2, "stem_indicator", "Stem Indicator");
    valve.set("condition_logic_set", stemLogic());
    valve.put("last_value", (letter.equals("O") ? OPEN : CLOSED) + ".5");
    return valve;
  }

  private static void type(ObjectNode sensor, int id, String name, String description) {
    ObjectNode component = (ObjectNode) sensor.get("component");
    component
        .putObject("component_type")
        .put("id", id)
        .put("name", name)
        .put("description", description);
    component.put("component_type_name", name);
  }

  private ObjectNode sensor(
      PadSpec.Well well,
      String name,
      String title,
      int location,
      String letter,
      Segment segment,
      long now) {
    ObjectNode sensor = Json.object();
    sensor.put("id", well.id() * 10 + location);
    ObjectNode component = sensor.putObject("component");
    component.put("id", 200 + location);
    component.put("serial_number", "sim-" + well.id() + "-" + location);
    component.put("valve_safety_buffer_limit", 15);
    sensor
        .putObject("measurement_location")
        .put("id", location)
        .put("name", name)
        .put("location", title)
        .put("description", title);
    sensor.put("current_state", letter);
    sensor.put("date_created", Json.micros(created()));
    sensor.put(
        "last_state_update", Json.micros(Instant.ofEpochSecond(segment.start() + 2, 500_000_000)));
    sensor.put("last_updated", Json.micros(Instant.ofEpochSecond(now, 750_000_000)));
    sensor.putNull("pumpdown_sim_valve");
    sensor.putNull("downhole_sim_valve");
    sensor.putNull("field_name");
    sensor.put("inactivity_threshold", 300);
    return sensor;
  }

  private Instant created() {
    return Instant.parse(pads.created()).plusMillis(100_200);
  }

  private static ObjectNode stemLogic() {
    ObjectNode set = logicSet(4, "Stem", "N");
    ArrayNode logics = (ArrayNode) set.get("schema").get("condition_logics");
    logic(logics, "<", "0", "N");
    logic(logics, ">", "180", "N");
    logic(logics, "<", "90", "O");
    logic(logics, "<", "180", "C");
    return set;
  }

  private static ObjectNode directionLogic() {
    ObjectNode set = logicSet(5, "Direction", "Z");
    ArrayNode logics = (ArrayNode) set.get("schema").get("condition_logics");
    logic(logics, "<", "-0.5", "U");
    logic(logics, ">", "0.5", "D");
    return set;
  }

  private static ObjectNode logicSet(int id, String name, String otherwise) {
    ObjectNode set = Json.object();
    set.put("id", id);
    set.put("name", name);
    set.put("description", "");
    ObjectNode schema = set.putObject("schema");
    schema.put("default_state", otherwise);
    schema.putArray("condition_logics");
    return set;
  }

  private static void logic(ArrayNode logics, String operator, String value, String letter) {
    logics
        .addObject()
        .put("type", "SimpleConditionLogicSchema")
        .put("operator", operator)
        .put("comparison_value", value)
        .put("resulting_condition", letter);
  }

  private static ObjectNode truthTable() {
    ObjectNode table = Json.object();
    table.put("id", 6);
    table.put("name", "Valves and wireline");
    table.put("description", "");
    ObjectNode schema = table.putObject("schema");
    ArrayNode rows = schema.putArray("rows");
    row(rows, State.STANDBY, "C");
    row(rows, State.FRAC, "O", "C");
    row(rows, State.ON_SURFACE, "O", "O", "Z");
    row(rows, State.RUN_IN_HOLE, "O", "O", "D");
    row(rows, State.PULL_OUT_OF_HOLE, "O", "O", "U");
    schema
        .putArray("conditions_order")
        .add("upper_master_valve")
        .add("swab_valve")
        .add("wireline_direction");
    return table;
  }

  private static void row(ArrayNode rows, State state, String... letters) {
    ArrayNode conditions = rows.addObject().put("state", state.wireName()).putArray("conditions");
    List.of(letters).forEach(conditions::add);
  }
}
