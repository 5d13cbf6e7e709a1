// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.model.StageName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which states are listed (ReStream API, section 2.3); a null component does not filter.
 *
 * @param siteId the state of this site
 * @param padId the states of this pad's sites
 * @param stageName only sites that are in such a stage
 * @param others further query parameters, sent as they are
 */
public record StateFilter(
    @Nullable Long siteId,
    @Nullable Long padId,
    @Nullable StageName stageName,
    Map<String, String> others) {

  /** No filter. */
  public static final StateFilter ALL = new StateFilter(null, null, null, Map.of());

  public StateFilter {
    others = Map.copyOf(others);
  }

  public StateFilter withSiteId(long value) {
    return new StateFilter(value, padId, stageName, others);
  }

  public StateFilter withPadId(long value) {
    return new StateFilter(siteId, value, stageName, others);
  }

  public StateFilter withStageName(StageName value) {
    return new StateFilter(siteId, padId, value, others);
  }

  public StateFilter withOthers(Map<String, String> value) {
    return new StateFilter(siteId, padId, stageName, value);
  }

  Query query() {
    return new Query()
        .add("site__id", siteId)
        .add("pad__id", padId)
        .add("current_state_search", stageName == null ? null : stageName.wireName())
        .addAll(others);
  }
}
