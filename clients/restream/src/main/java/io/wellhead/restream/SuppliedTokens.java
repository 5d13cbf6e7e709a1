// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.util.function.Supplier;

/** Tokens of the caller, asked for at every request. */
final class SuppliedTokens implements TokenSource {

  private final Supplier<Secret> supplier;

  SuppliedTokens(Supplier<Secret> supplier) {
    this.supplier = supplier;
  }

  @Override
  public Secret current(Cancellation cancellation) {
    return supplier.get();
  }

  @Override
  public boolean reject(Secret rejected) {
    return !supplier.get().equals(rejected);
  }
}
