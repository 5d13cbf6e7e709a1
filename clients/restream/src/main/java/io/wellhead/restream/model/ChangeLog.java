// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of data changes (ReStream API, section 7.2).
 *
 * @param changeLog empty when the key is missing
 */
public record ChangeLog(
    List<DataChange> changeLog,
    @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

  public ChangeLog {
    changeLog = changeLog == null ? List.of() : List.copyOf(changeLog);
    otherFields = OtherFields.copyOf(otherFields);
  }

  public static ChangeLog of(List<DataChange> changes) {
    return new ChangeLog(changes, Map.of());
  }
}
