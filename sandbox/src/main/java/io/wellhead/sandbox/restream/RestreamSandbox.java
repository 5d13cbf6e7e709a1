// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.changes.Corrections;
import io.wellhead.sandbox.restream.faults.Faults;
import io.wellhead.sandbox.restream.records.RowWriter;
import io.wellhead.sandbox.restream.server.RestreamServer;
import io.wellhead.sandbox.restream.server.RestreamService;
import io.wellhead.sandbox.restream.stages.StageEdits;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A running stand-in for the ReStream service on a loopback port: REST, OAuth2, streaming data and
 * the WebSockets of the ReStream API spec, over a simulated pad. Any thread.
 *
 * <pre>{@code
 * try (RestreamSandbox sandbox = RestreamSandbox.builder().seed(7).pace(Pace.unthrottled()).start()) {
 *   client = RestreamClient.builder().baseUrl(sandbox.baseUrl())...
 * }
 * }</pre>
 */
public final class RestreamSandbox implements AutoCloseable {

  private final RestreamSandboxOptions options;
  private final RestreamService service;
  private final RestreamServer server;

  /** Records sent by the time of the last restart; null without one. */
  private volatile @Nullable Long recordsAtRestart;

  private RestreamSandbox(RestreamSandboxOptions options) {
    this.options = options;
    this.service = Assembly.service(options);
    this.server = new RestreamServer(service.handler(), options.port());
    server.start();
  }

  /** Starts a sandbox. */
  public static RestreamSandbox start(RestreamSandboxOptions options) {
    return new RestreamSandbox(options);
  }

  public static RestreamSandboxBuilder builder() {
    return new RestreamSandboxBuilder();
  }

  /** Such as {@code http://127.0.0.1:40123}, without a trailing slash. */
  public String baseUrl() {
    return "http://127.0.0.1:" + server.port();
  }

  public String clientId() {
    return options.clientId();
  }

  public String clientSecret() {
    return options.clientSecret();
  }

  /** The first pad. */
  public long padId() {
    return padIds().get(0);
  }

  public List<Long> padIds() {
    return Assembly.padIds(service.world(), service.time().newest());
  }

  /** Sites of the first pad. */
  public List<Long> siteIds() {
    return siteIds(padId());
  }

  public List<Long> siteIds(long padId) {
    return service.world().siteIds(Room.pad(padId));
  }

  /** The records of the first pad's sites as REST serves them now. */
  public Truth truth() {
    return truth(padId());
  }

  public Truth truth(long padId) {
    return new Truth(
        siteIds(padId),
        service::stored,
        RowWriter.imperial(service.world().fields()),
        service.time().start(),
        service.time().newest());
  }

  /** Faults to switch on and off while it runs. */
  public Faults faults() {
    return service.faults();
  }

  /** Corrections of the stored data, announced by change events. */
  public Corrections corrections() {
    return service.corrections();
  }

  /** Changes of the history, of which the service tells only when it is asked. */
  public StageEdits stages() {
    return service.stages();
  }

  /**
   * Takes a definition of aggregations away, from all pads; the service tells of it when asked.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public void removeParameter(String name) {
    service.parameters().remove(name);
  }

  /** Ids of the changes of the first pad that the first client has not confirmed. */
  public Set<Long> unconfirmedChanges() {
    return service.unconfirmed(clientId(), siteIds());
  }

  /** Makes all bearer tokens worthless; new ones can be had at once. */
  public void revokeTokens() {
    service.tokens().revokeAll();
  }

  /** Forgets all measurement sessions, as after their lifetime without a connection. */
  public void expireSessions() {
    service.measurements().expireAll();
  }

  /** Lets unthrottled time go on by so many seconds without any reader. */
  public void skip(long seconds) {
    service.time().skip(seconds);
  }

  /**
   * The most requests that one token had at a time for a path that ends so, as in {@code
   * /sites/#/data/}, where # stands for ids.
   */
  public int mostConcurrentRequests(String path) {
    return service.mostConcurrent(path);
  }

  public Counters counters() {
    Long before = recordsAtRestart;
    long records = service.socketCounters().records();
    return new Counters(
        server.openConnections(),
        service.socketCounters().open(),
        service.socketCounters().opened(),
        service.socketCounters().frames(),
        records,
        before == null ? 0 : records - before,
        service.socketCounters().acknowledgements(),
        service.dataRecords());
  }

  /** Stops the server and all connections and starts it again; state, time and port stay. */
  public void restart() {
    server.stop();
    recordsAtRestart = service.socketCounters().records();
    server.start();
  }

  @Override
  public void close() {
    server.stop();
  }
}
