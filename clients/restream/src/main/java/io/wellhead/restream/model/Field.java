// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Catalog entry of one field of the data records (ReStream API, section 2.4).
 *
 * <p>Names are not unique within a room; ids are.
 *
 * @param name key in data records and in the {@code fields} filter
 * @param label text for display; may have stray blanks
 * @param siUnit unit of values asked for with SI units
 * @param imperialUnit unit of values asked for without
 * @param connectNulls whether a chart draws its line across gaps
 * @param primaryColor {@code #RRGGBB}
 * @param sourceCategory {@code frac}, {@code wl}, {@code fluid}, {@code pd} (pump-down) or null
 */
public record Field(
    @JsonProperty(required = true) long id,
    @JsonProperty(required = true) String name,
    @Nullable String label,
    @Nullable String siUnit,
    @Nullable String imperialUnit,
    @Nullable String energisticsSiUnit,
    @Nullable String energisticsImperialUnit,
    @Nullable String simopsLabel,
    @Nullable String description,
    boolean connectNulls,
    @Nullable String customerFacingLabel,
    @Nullable String primaryColor,
    @Nullable String secondaryColor,
    @Nullable String tertiaryColor,
    @Nullable String sourceCategory,
    @Nullable String fieldCategory,
    @Nullable Double siPlotMin,
    @Nullable Double siPlotMax,
    @Nullable Double imperialPlotMin,
    @Nullable Double imperialPlotMax,
    @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

  public Field {
    otherFields = OtherFields.copyOf(otherFields);
  }
}
