// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import java.util.List;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviderRegistrar;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Tells Beam the coders of this package's elements; found by the service loader. */
public final class CorrectionCoders implements CoderProviderRegistrar {
  @Override
  public List<CoderProvider> getCoderProviders() {
    return List.of(
        CoderProviders.forCoder(TypeDescriptor.of(CorrectedRange.class), CorrectedRangeCoder.of()),
        CoderProviders.forCoder(TypeDescriptor.of(CorrectedPiece.class), CorrectedPieceCoder.of()),
        CoderProviders.forCoder(TypeDescriptor.of(RemovedSecond.class), RemovedSecondCoder.of()),
        CoderProviders.forCoder(TypeDescriptor.of(RangeProgress.class), RangeProgressCoder.of()),
        CoderProviders.forCoder(TypeDescriptor.of(PieceRows.class), PieceRowsCoder.of()));
  }
}
