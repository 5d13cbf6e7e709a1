// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.instances;

import io.wellhead.restream.model.Field;
import io.wellhead.restream.model.Pad;
import io.wellhead.restream.model.Site;
import io.wellhead.restream.model.SiteMetadata;
import io.wellhead.restream.model.Stage;
import io.wellhead.restream.model.WireJson;
import io.wellhead.transforms.restream.StageIds;
import io.wellhead.transforms.warehouse.RowWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which column each member of a pad, site, field or stage goes to. */
final class InstanceColumns {
  private InstanceColumns() {}

  static void pad(InstanceRow change, RowWriter row) {
    Pad pad = WireJson.decode(change.update().whole(), Pad.class);
    row.set("id", pad.id())
        .set("name", pad.name())
        .set("lease_name", pad.leaseName())
        .set("customer_name", pad.customerName())
        .set("simops_config", json(pad.simopsConfig()))
        .set("completion_date", pad.completionDate())
        .set("wireline_enabled", pad.wirelineEnabled())
        .set("other_fields", others(pad.otherFields()));
  }

  static void site(InstanceRow change, RowWriter row) {
    Site site = WireJson.decode(change.update().whole(), Site.class);
    row.set("id", site.id())
        .set("name", site.name())
        .set("pad_id", site.padId())
        .set("well_api", site.wellApi())
        .set("lease_name", site.leaseName())
        .set("operator_name", site.operatorName())
        .set("latitude", site.latitude())
        .set("longitude", site.longitude())
        .set("timezone", site.timezone())
        .set("fleet_id", site.fleetId())
        .set("fleet_name", site.fleetName())
        .set("stage_total", site.stageTotal())
        .set("is_demo_site", site.isDemoSite())
        .set("date_created", site.dateCreated())
        .set("current_stage_number", site.currentStageNumber())
        .set("current_state", site.currentState())
        .set("current_data_sources", json(site.currentDataSources()))
        .set("other_fields", others(site.otherFields()));
    SiteMetadata metadata = site.metadata();
    if (metadata != null) {
      row.set("first_timestamp", metadata.firstTimestamp());
      row.set("last_timestamp", metadata.lastTimestamp());
    }
  }

  static void field(InstanceRow change, RowWriter row) {
    Field field = WireJson.decode(change.update().payload(), Field.class);
    row.set("id", field.id())
        .set("name", field.name())
        .set("label", field.label())
        .set("si_unit", field.siUnit())
        .set("imperial_unit", field.imperialUnit())
        .set("energistics_si_unit", field.energisticsSiUnit())
        .set("energistics_imperial_unit", field.energisticsImperialUnit())
        .set("simops_label", field.simopsLabel())
        .set("description", field.description())
        .set("connect_nulls", field.connectNulls())
        .set("customer_facing_label", field.customerFacingLabel())
        .set("primary_color", field.primaryColor())
        .set("secondary_color", field.secondaryColor())
        .set("tertiary_color", field.tertiaryColor())
        .set("source_category", field.sourceCategory())
        .set("field_category", field.fieldCategory())
        .set("si_plot_min", field.siPlotMin())
        .set("si_plot_max", field.siPlotMax())
        .set("imperial_plot_min", field.imperialPlotMin())
        .set("imperial_plot_max", field.imperialPlotMax())
        .set("other_fields", others(field.otherFields()));
  }

  static void stage(InstanceRow change, RowWriter row) {
    if (change.deleted() != null) {
      row.set("stage_id", change.deleted());
      return;
    }
    Stage stage = WireJson.decode(change.update().payload(), Stage.class);
    row.set("stage_id", StageIds.of(stage))
        .set("site_id", stage.site())
        .set("state", stage.state())
        .set("stage_number", stage.stageNumber())
        .set("start", stage.start())
        .set("end", stage.end())
        .set("history_id", stage.id());
  }

  private static @Nullable String others(Map<String, @Nullable Object> fields) {
    return fields.isEmpty() ? null : json(fields);
  }

  private static @Nullable String json(@Nullable Object value) {
    return value == null ? null : new String(WireJson.encode(value), StandardCharsets.UTF_8);
  }
}
