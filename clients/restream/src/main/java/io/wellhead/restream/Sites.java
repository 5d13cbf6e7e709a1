// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.model.Pad;
import io.wellhead.restream.model.Site;
import io.wellhead.restream.model.WireJson;
import java.util.List;
import java.util.Optional;

/** Sites, that is wells (ReStream API, section 2.2). */
public final class Sites {

  private final Gateway gateway;

  Sites(Gateway gateway) {
    this.gateway = gateway;
  }

  /** All sites that the account may see. */
  public Call<List<Site>> list() {
    return list(SiteFilter.ALL);
  }

  public Call<List<Site>> list(SiteFilter filter) {
    return list(filter.query());
  }

  /** The sites of a pad. */
  public Call<List<Site>> ofPad(long padId) {
    return list(new Query().add("pad__id", padId));
  }

  private Call<List<Site>> list(Query query) {
    return gateway.get(
        Route.collection("sites"), query, json -> WireJson.decodeList(json, Site.class));
  }

  /** One site; the call fails with {@link NotFoundException} when there is none. */
  public Call<Site> get(long id) {
    return gateway.get(
        Route.item("sites", id), new Query(), json -> WireJson.decode(json, Site.class));
  }

  /** The present values of a site. */
  public Call<Site> refresh(Site site) {
    return get(site.id());
  }

  /** The pad that the site belongs to; empty when it belongs to none. */
  public Call<Optional<Pad>> pad(long siteId) {
    Pads pads = new Pads(gateway);
    return gateway.call(
        run ->
            Optional.ofNullable(run.nested(get(siteId)).padId())
                .map(padId -> run.nested(pads.get(padId))));
  }
}
