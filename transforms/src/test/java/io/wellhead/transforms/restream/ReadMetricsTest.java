// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.transforms.MetricsReference;
import org.junit.jupiter.api.Test;

class ReadMetricsTest {
  @Test
  void reference_listsExactlyTheMetricsOfThisClass() throws Exception {
    MetricsReference.assertLists(ReadMetrics.NAMESPACE, ReadMetrics.class);
  }
}
