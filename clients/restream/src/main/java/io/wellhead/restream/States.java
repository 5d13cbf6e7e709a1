// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.model.StageName;
import io.wellhead.restream.model.State;
import io.wellhead.restream.model.WireJson;
import java.util.List;
import java.util.Optional;

/** States: what each site does now (ReStream API, section 2.3). */
public final class States {

  private final Gateway gateway;

  States(Gateway gateway) {
    this.gateway = gateway;
  }

  /** The states of all sites that the account may see. */
  public Call<List<State>> list() {
    return list(StateFilter.ALL);
  }

  public Call<List<State>> list(StateFilter filter) {
    return gateway.get(
        Route.collection("states"), filter.query(), json -> WireJson.decodeList(json, State.class));
  }

  /** The states of a pad's sites. */
  public Call<List<State>> ofPad(long padId) {
    return list(StateFilter.ALL.withPadId(padId));
  }

  /** The states of those sites of a pad that are in such a stage. */
  public Call<List<State>> ofPad(long padId, StageName stageName) {
    return list(StateFilter.ALL.withPadId(padId).withStageName(stageName));
  }

  /** The state of a site; empty when the site is not configured. */
  public Call<Optional<State>> ofSite(long siteId) {
    return list(StateFilter.ALL.withSiteId(siteId)).map(states -> states.stream().findFirst());
  }

  /** One state by its own id, not the site's. */
  public Call<State> get(long id) {
    return gateway.get(
        Route.item("states", id), new Query(), json -> WireJson.decode(json, State.class));
  }

  /** The present values of a state. */
  public Call<State> refresh(State state) {
    return get(state.id());
  }
}
