// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.model.Pad;
import io.wellhead.restream.model.WireJson;
import java.util.List;

/** Pads (ReStream API, section 2.1). */
public final class Pads {

  private final Gateway gateway;

  Pads(Gateway gateway) {
    this.gateway = gateway;
  }

  /** All pads that the account may see. */
  public Call<List<Pad>> list() {
    return list(PadFilter.ALL);
  }

  public Call<List<Pad>> list(PadFilter filter) {
    return gateway.get(
        Route.collection("pads"), filter.query(), json -> WireJson.decodeList(json, Pad.class));
  }

  /** One pad; the call fails with {@link NotFoundException} when there is none. */
  public Call<Pad> get(long id) {
    return gateway.get(
        Route.item("pads", id), new Query(), json -> WireJson.decode(json, Pad.class));
  }

  /** The present values of a pad. */
  public Call<Pad> refresh(Pad pad) {
    return get(pad.id());
  }
}
