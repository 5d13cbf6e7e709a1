// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import io.wellhead.transforms.MetricsReference;
import org.junit.jupiter.api.Test;

class ConfirmMetricsTest {
  @Test
  void reference_listsEachMetric() throws Exception {
    MetricsReference.assertLists(ConfirmMetrics.NAMESPACE, ConfirmMetrics.class);
  }
}
