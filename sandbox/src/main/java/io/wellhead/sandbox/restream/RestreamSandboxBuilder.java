// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects options; the meaning of each is told at {@link RestreamSandboxOptions}. One thread. */
public final class RestreamSandboxBuilder {

  private int port;
  private long seed = 1;
  private Pace pace = Pace.realTime();
  private @Nullable Instant start;
  private @Nullable Instant until;
  private Duration history = Duration.ofDays(1);
  private int pads = 1;
  private int wells = 3;
  private int stages = 52;
  private boolean load;
  private boolean waitForSocket;
  private @Nullable Boolean fromStart;
  private int secondsPerFrame = 1;
  private boolean cumulativeAcknowledgements = true;
  private boolean strictKeys;
  private boolean unroutedSiteIds;
  private boolean lenient;
  private boolean snapshots = true;
  private int concurrentRequests;
  private Duration sessionLifetime = Duration.ofHours(24);
  private int queueFrames = 100_000;
  private Duration keepAlive = Duration.ofSeconds(20);
  private Duration tokenLifetime = Duration.ofHours(10);
  private String clientId = "sandbox";
  private String clientSecret = "sandbox-secret";
  private final List<SandboxClient> furtherClients = new ArrayList<>();
  private @Nullable Path recorded;
  private Clock clock = Clock.systemUTC();

  RestreamSandboxBuilder() {}

  public RestreamSandboxBuilder port(int port) {
    this.port = port;
    return this;
  }

  public RestreamSandboxBuilder seed(long seed) {
    this.seed = seed;
    return this;
  }

  public RestreamSandboxBuilder pace(Pace pace) {
    this.pace = pace;
    return this;
  }

  public RestreamSandboxBuilder start(Instant start) {
    this.start = start;
    return this;
  }

  public RestreamSandboxBuilder until(Instant until) {
    this.until = until;
    return this;
  }

  public RestreamSandboxBuilder history(Duration history) {
    this.history = history;
    return this;
  }

  public RestreamSandboxBuilder pads(int pads) {
    this.pads = pads;
    return this;
  }

  public RestreamSandboxBuilder wells(int wells) {
    this.wells = wells;
    return this;
  }

  public RestreamSandboxBuilder stages(int stages) {
    this.stages = stages;
    return this;
  }

  public RestreamSandboxBuilder load(boolean load) {
    this.load = load;
    return this;
  }

  public RestreamSandboxBuilder waitForSocket(boolean waitForSocket) {
    this.waitForSocket = waitForSocket;
    return this;
  }

  public RestreamSandboxBuilder fromStart(boolean fromStart) {
    this.fromStart = fromStart;
    return this;
  }

  public RestreamSandboxBuilder secondsPerFrame(int seconds) {
    this.secondsPerFrame = seconds;
    return this;
  }

  public RestreamSandboxBuilder cumulativeAcknowledgements(boolean cumulative) {
    this.cumulativeAcknowledgements = cumulative;
    return this;
  }

  public RestreamSandboxBuilder strictKeys(boolean strictKeys) {
    this.strictKeys = strictKeys;
    return this;
  }

  public RestreamSandboxBuilder unroutedSiteIds(boolean unroutedSiteIds) {
    this.unroutedSiteIds = unroutedSiteIds;
    return this;
  }

  public RestreamSandboxBuilder lenient(boolean lenient) {
    this.lenient = lenient;
    return this;
  }

  public RestreamSandboxBuilder snapshots(boolean snapshots) {
    this.snapshots = snapshots;
    return this;
  }

  public RestreamSandboxBuilder concurrentRequests(int limit) {
    this.concurrentRequests = limit;
    return this;
  }

  public RestreamSandboxBuilder sessionLifetime(Duration lifetime) {
    this.sessionLifetime = lifetime;
    return this;
  }

  public RestreamSandboxBuilder queueFrames(int frames) {
    this.queueFrames = frames;
    return this;
  }

  public RestreamSandboxBuilder keepAlive(Duration silence) {
    this.keepAlive = silence;
    return this;
  }

  public RestreamSandboxBuilder tokenLifetime(Duration lifetime) {
    this.tokenLifetime = lifetime;
    return this;
  }

  public RestreamSandboxBuilder credentials(String id, String secret) {
    this.clientId = id;
    this.clientSecret = secret;
    return this;
  }

  /**
   * Adds a client beside the first one, which {@link #credentials} names.
   *
   * @param pads ids of the pads that belong to it alone; none to let it see what the first client
   *     sees
   */
  public RestreamSandboxBuilder client(String id, String secret, Long... pads) {
    furtherClients.add(new SandboxClient(id, secret, Set.of(pads)));
    return this;
  }

  public RestreamSandboxBuilder recorded(Path folder) {
    this.recorded = folder;
    return this;
  }

  public RestreamSandboxBuilder clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  /** The options alone. */
  public RestreamSandboxOptions options() {
    return new RestreamSandboxOptions(
        port,
        seed,
        pace,
        start,
        until,
        history,
        pads,
        wells,
        stages,
        load,
        waitForSocket,
        fromStart,
        secondsPerFrame,
        cumulativeAcknowledgements,
        strictKeys,
        unroutedSiteIds,
        lenient,
        snapshots,
        concurrentRequests,
        sessionLifetime,
        queueFrames,
        keepAlive,
        tokenLifetime,
        clientId,
        clientSecret,
        furtherClients,
        recorded,
        clock);
  }

  /** Starts a sandbox with these options. */
  public RestreamSandbox start() {
    return RestreamSandbox.start(options());
  }
}
