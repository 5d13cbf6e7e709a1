// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Stage;

/** Names of stages: the service's history id, or a derived one while it has given none. */
public final class StageIds {
  private StageIds() {}

  /** The stage's history id as text, else its derived id. */
  public static String of(Stage stage) {
    return stage.id() == null ? derived(stage) : Long.toString(stage.id());
  }

  /** {@code SITE-START}: site id and start in epoch seconds. */
  public static String derived(Stage stage) {
    return stage.site() + "-" + stage.start().getEpochSecond();
  }
}
