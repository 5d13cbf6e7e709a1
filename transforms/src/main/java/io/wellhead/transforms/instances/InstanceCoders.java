// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.instances;

import io.wellhead.transforms.restream.InstanceUpdate;
import io.wellhead.transforms.restream.InstanceUpdateCoder;
import java.util.List;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviderRegistrar;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Tells Beam the coders of instance updates and of what becomes of them; found by the service
 * loader.
 */
public final class InstanceCoders implements CoderProviderRegistrar {
  @Override
  public List<CoderProvider> getCoderProviders() {
    return List.of(
        CoderProviders.forCoder(TypeDescriptor.of(InstanceUpdate.class), InstanceUpdateCoder.of()),
        CoderProviders.forCoder(TypeDescriptor.of(InstanceRow.class), InstanceRowCoder.of()));
  }
}
