// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changes;

import io.wellhead.transforms.MetricsReference;
import org.junit.jupiter.api.Test;

class ChangeMetricsTest {
  @Test
  void reference_listsExactlyTheMetricsOfThisClass() throws Exception {
    MetricsReference.assertLists(ChangeMetrics.NAMESPACE, ChangeMetrics.class);
  }
}
