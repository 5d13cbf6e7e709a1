// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.wellhead.transforms.changesettings.ChangeSettings;
import io.wellhead.transforms.changesettings.Deletes;
import java.time.Clock;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

class WriteSilverFnTest {
  /** As a runner does that is stopped before the first event, or fails elsewhere. */
  @Test
  void aCopyThatBeganNoBundle_canBeClosed() throws Exception {
    WriteSilverFn copy =
        SerializableUtils.clone(
            new WriteSilverFn(
                new ChangeDestinations(
                    ChangeSettings.none(), new TableNaming("{database}", "{table}"), Deletes.HARD),
                Layer.CURRENT_STATE,
                Clock.systemUTC()));
    copy.openTransforms();

    assertThatCode(copy::close).doesNotThrowAnyException();
  }
}
