// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import java.util.List;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviderRegistrar;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Tells Beam the coders of this package's elements; found by the service loader. */
public final class MeasurementCoders implements CoderProviderRegistrar {
  @Override
  public List<CoderProvider> getCoderProviders() {
    return List.of(
        CoderProviders.forCoder(
            TypeDescriptor.of(SilverMeasurement.class), SilverMeasurementCoder.of()),
        CoderProviders.forCoder(TypeDescriptor.of(SiteSeconds.class), SiteSecondsCoder.of()));
  }
}
