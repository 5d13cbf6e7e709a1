// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

/** The metrics of {@link ConvertMeasurements}, in the namespace {@value #NAMESPACE}. */
final class ConvertMetrics {
  static final String NAMESPACE = "ConvertMeasurements";

  /** Records that name no site, which have no silver row, cumulative. */
  static final String RECORDS_WITHOUT_SITE_COUNT = "records_without_site_count";

  private ConvertMetrics() {}
}
