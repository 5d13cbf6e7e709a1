// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Pad;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Site;
import io.wellhead.restream.model.WireJson;
import io.wellhead.transforms.restream.InstanceUpdate.Kind;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns messages of the instance socket (ReStream API spec, section 4.6) into updates. One thread.
 */
final class LiveUpdates {
  /**
   * What should be read over REST because of a message.
   *
   * @param everything the message does not tell what has changed, or of what
   * @param historyOf the site whose state changed, or null
   */
  record Need(boolean everything, @Nullable Long historyOf) {
    static final Need NOTHING = new Need(false, null);
  }

  private record Doing(@Nullable String state, @Nullable Integer stageNumber) {}

  private final InstanceMemory memory;
  private final Clock clock;
  private final Map<Long, Doing> doing = new HashMap<>();

  LiveUpdates(InstanceMemory memory, Clock clock) {
    this.memory = memory;
    this.clock = clock;
  }

  /**
   * Takes one message in.
   *
   * @param of the pad or site whose socket brought it
   * @throws io.wellhead.restream.model.WireFormatException if it is neither a pad nor a site
   */
  Need take(Room of, byte[] message) {
    if (!of.isPad()) {
      return site(of, message);
    }
    Pad pad = WireJson.decode(message, Pad.class);
    // A site names its pad; the service does not say whether a pad's socket brings sites too.
    return pad.otherFields().containsKey("pad_id") ? site(of, message) : pad(of, pad, message);
  }

  /** Passes a message on as it is, to become a dead letter. */
  void takeUnreadable(Room of, byte[] message) {
    memory.offerUnreadable(update(Kind.UNREADABLE, of.id(), of, message));
  }

  private Need pad(Room of, Pad pad, byte[] message) {
    boolean whole = memory.offerLive("pad/" + pad.id(), update(Kind.PAD, pad.id(), of, message));
    return whole && pad.name() != null ? Need.NOTHING : new Need(true, null);
  }

  private Need site(Room of, byte[] message) {
    Site site = WireJson.decode(message, Site.class);
    boolean whole =
        memory.offerLive("site/" + site.id(), update(Kind.SITE, site.id(), of, message));
    Doing now = new Doing(site.currentState(), site.currentStageNumber());
    boolean changed = !now.equals(doing.put(site.id(), now));
    return new Need(!whole || site.name() == null, changed ? site.id() : null);
  }

  private InstanceUpdate update(Kind kind, long id, Room of, byte[] message) {
    return InstanceUpdate.of(kind, id, of, clock.instant(), Origin.LIVE, message);
  }
}
