// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a sandbox can be told. Made by {@link RestreamSandboxBuilder}.
 *
 * @param port 0 for one that the system chooses
 * @param seed of the simulation
 * @param start first live second; null for the present (real time) or a fixed day (other paces)
 * @param until last second that is ever served; null for no end
 * @param history how long the pads have been operating before the start
 * @param pads number of simulated pads
 * @param wells wells per pad
 * @param stages planned stages per well
 * @param load every record carries some 45 fields and is about 1.9 kB long
 * @param waitForSocket time stands still until the first measurement socket opens
 * @param fromStart the first session of a client and room begins at the start, however late it
 *     comes; null for true when unthrottled or when time waits for a socket
 * @param secondsPerFrame seconds that one live frame carries
 * @param cumulativeAcknowledgements an acknowledgement covers all frames sent so far, not five
 * @param strictKeys a second socket with the same session key closes the first
 * @param unroutedSiteIds un-routed pad data comes per site and with its id
 * @param lenient unacceptable parameter values are ignored instead of answered with 400
 * @param snapshots the present instance is sent on connecting to instance updates
 * @param concurrentRequests more at a time for one token and path are answered with 429; 0 for no
 *     limit
 * @param sessionLifetime how long a session outlives its last connection
 * @param queueFrames frames kept for a session
 * @param keepAlive sockets are pinged after so long without a frame
 * @param tokenLifetime of bearer tokens
 * @param furtherClients clients beside the first one
 * @param recorded folder of response files to serve instead of a simulation
 * @param clock wall clock
 */
public record RestreamSandboxOptions(
    int port,
    long seed,
    Pace pace,
    @Nullable Instant start,
    @Nullable Instant until,
    Duration history,
    int pads,
    int wells,
    int stages,
    boolean load,
    boolean waitForSocket,
    @Nullable Boolean fromStart,
    int secondsPerFrame,
    boolean cumulativeAcknowledgements,
    boolean strictKeys,
    boolean unroutedSiteIds,
    boolean lenient,
    boolean snapshots,
    int concurrentRequests,
    Duration sessionLifetime,
    int queueFrames,
    Duration keepAlive,
    Duration tokenLifetime,
    String clientId,
    String clientSecret,
    List<SandboxClient> furtherClients,
    @Nullable Path recorded,
    Clock clock) {

  public RestreamSandboxOptions {
    require(port >= 0 && port <= 65_535, "port", port, "0 to 65535");
    require(!history.isNegative(), "history", history, "not negative");
    require(pads >= 1, "pads", pads, "at least 1");
    require(wells >= 2, "wells", wells, "at least 2");
    require(stages >= 1, "stages", stages, "at least 1");
    require(secondsPerFrame >= 1, "secondsPerFrame", secondsPerFrame, "at least 1");
    require(queueFrames >= 64, "queueFrames", queueFrames, "at least 64");
    require(!tokenLifetime.isNegative(), "tokenLifetime", tokenLifetime, "not negative");
    furtherClients = List.copyOf(furtherClients);
    Set<String> ids = new HashSet<>(Set.of(clientId));
    Set<Long> owned = new HashSet<>();
    for (SandboxClient client : furtherClients) {
      require(ids.add(client.id()), "client", client.id(), "an id that no other client has");
      for (long pad : client.pads()) {
        require(owned.add(pad), "pad of client " + client.id(), pad, "one that no other owns");
      }
    }
    if (start != null && until != null) {
      require(!until.isBefore(start), "until", until, "not before start=" + start);
    }
  }

  private static void require(boolean holds, String name, Object value, String accepted) {
    if (!holds) {
      throw new IllegalArgumentException(
          name + "=" + value + " is not acceptable; it must be " + accepted);
    }
  }

  /** The secret stays out of logs. */
  @Override
  public String toString() {
    return "RestreamSandboxOptions[port="
        + port
        + ", seed="
        + seed
        + ", pace="
        + pace
        + ", start="
        + start
        + ", until="
        + until
        + ", pads="
        + pads
        + ", wells="
        + wells
        + ']';
  }
}
