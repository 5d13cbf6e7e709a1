// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import io.wellhead.pipelines.RejectedRunException.Reason;
import io.wellhead.restream.CredentialsException;
import io.wellhead.restream.NotFoundException;
import io.wellhead.restream.PadFilter;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.RestreamException;
import io.wellhead.restream.RetryPolicy;
import io.wellhead.restream.Secret;
import io.wellhead.restream.UnauthorizedException;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Site;
import io.wellhead.transforms.restream.RestreamConnection;
import io.wellhead.transforms.restream.SecretReference;
import io.wellhead.transforms.warehouse.IncompatibleTableException;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.TableMaker;
import io.wellhead.transforms.warehouse.WarehouseException;
import io.wellhead.transforms.warehouse.WarehouseOptions;
import io.wellhead.transforms.warehouse.WarehouseTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Asks, before anything starts, whether a run can work: the service takes the credentials, the
 * rooms exist, the warehouse's tables are there. Each refusal is one line that names the option.
 */
final class Preflight {
  /** A person waits for the answer, so little is repeated. */
  private static final RetryPolicy QUICK =
      new RetryPolicy(3, Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(15));

  /** Enough for an answer after some retries over a poor line. */
  private static final Duration REACH_LIMIT = Duration.ofSeconds(20);

  private Preflight() {}

  /**
   * Asks the service.
   *
   * @throws RejectedRunException if the run could not work
   */
  static void checkService(RestreamConnection connection, List<Room> rooms)
      throws RejectedRunException {
    Secret secret = read(connection.clientSecret());
    try (RestreamClient client =
        RestreamClient.builder()
            .baseUrl(connection.baseUrl().toString())
            .credentials(connection.clientId(), secret)
            .retryPolicy(QUICK)
            .build()) {
      client.accessToken().execute();
      checkRooms(client, rooms);
    } catch (RestreamException e) {
      throw explained(connection, e);
    }
  }

  private static Secret read(SecretReference reference) throws RejectedRunException {
    try {
      return Secret.of(reference.read());
    } catch (IOException e) {
      throw new RejectedRunException(
          Reason.CREDENTIALS, "--restreamClientSecret=" + reference + ": " + e.getMessage(), e);
    }
  }

  private static RejectedRunException explained(
      RestreamConnection connection, RestreamException e) {
    if (e instanceof CredentialsException || e instanceof UnauthorizedException) {
      return new RejectedRunException(
          Reason.CREDENTIALS,
          "--restreamClientId=%s, --restreamClientSecret=%s: %s refuses these credentials"
              .formatted(connection.clientId(), connection.clientSecret(), connection.baseUrl()),
          e);
    }
    if (e instanceof NotFoundException) {
      return new RejectedRunException(
          Reason.NOT_FOUND,
          "--restreamBaseUrl=" + connection.baseUrl() + ": this is not a ReStream service",
          e);
    }
    return new RejectedRunException(
        Reason.UNAVAILABLE,
        "--restreamBaseUrl=" + connection.baseUrl() + ": no answer: " + e.getMessage(),
        e);
  }

  private static void checkRooms(RestreamClient client, List<Room> rooms)
      throws RejectedRunException {
    if (rooms.isEmpty()
        && client.pads().list(PadFilter.ALL.withComplete(false)).execute().isEmpty()
        && client.sites().list().execute().stream().allMatch(site -> site.padId() != null)) {
      throw new RejectedRunException(
          Reason.NOT_FOUND,
          "--restreamRooms=all: the account has no open pad and no site without a pad");
    }
    for (Room room : rooms) {
      try {
        checkRoom(client, room, rooms);
      } catch (NotFoundException e) {
        throw new RejectedRunException(
            Reason.NOT_FOUND,
            "--restreamRooms=" + room + ": the account has no such " + room.kind().word(),
            e);
      }
    }
  }

  /** A record read through two rooms would stand in bronze twice. */
  private static void checkRoom(RestreamClient client, Room room, List<Room> rooms)
      throws RejectedRunException {
    if (room.isPad()) {
      client.pads().get(room.id()).execute();
      return;
    }
    Site site = client.sites().get(room.id()).execute();
    if (site.padId() != null && rooms.contains(Room.pad(site.padId()))) {
      throw OptionValues.refused(
          "restreamRooms",
          room.toString(),
          "a site whose pad/" + site.padId() + " is not named too");
    }
  }

  /**
   * Looks at the options of the warehouse, without asking it.
   *
   * @throws RejectedRunException if one is missing or not accepted
   */
  static void checkTarget(PipelineOptions options) throws RejectedRunException {
    try {
      WarehouseTarget.from(options);
    } catch (IllegalArgumentException e) {
      throw new RejectedRunException(Reason.OPTIONS, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Makes the warehouse's tables.
   *
   * @throws RejectedRunException if they cannot be made
   */
  static void makeTables(PipelineOptions options, List<TableDefinition> tables)
      throws RejectedRunException {
    makeTables(options, tables, REACH_LIMIT);
  }

  static void makeTables(PipelineOptions options, List<TableDefinition> tables, Duration limit)
      throws RejectedRunException {
    try {
      reached(options, limit).make(tables);
    } catch (IllegalArgumentException | IncompatibleTableException e) {
      throw new RejectedRunException(Reason.OPTIONS, String.valueOf(e.getMessage()), e);
    } catch (UncheckedIOException e) {
      throw new RejectedRunException(Reason.UNAVAILABLE, String.valueOf(e.getMessage()), e);
    } catch (WarehouseException e) {
      throw new RejectedRunException(reason(e.kind()), String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * A table maker that BigQuery has answered. It is asked in a thread of its own, since the look-up
   * of names and of credentials, which may ask names that are not there, knows no time limit.
   */
  private static TableMaker reached(PipelineOptions options, Duration limit)
      throws WarehouseException, RejectedRunException {
    FutureTask<TableMaker> asking =
        new FutureTask<>(
            () -> {
              TableMaker maker = TableMaker.from(options);
              maker.reach();
              return maker;
            });
    Thread thread = new Thread(asking, "reach-warehouse");
    thread.setDaemon(true);
    thread.start();
    try {
      return asking.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WarehouseException failure) {
        throw failure;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      String endpoint = options.as(WarehouseOptions.class).getBigQueryEndpoint();
      throw new RejectedRunException(
          Reason.UNAVAILABLE,
          "%s does not answer within %d s; is there a network?"
              .formatted(
                  endpoint == null ? "bigquery.googleapis.com" : "--bigQueryEndpoint=" + endpoint,
                  limit.toSeconds()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RejectedRunException(Reason.UNAVAILABLE, "interrupted", e);
    }
  }

  private static Reason reason(WarehouseException.Kind kind) {
    return switch (kind) {
      case CREDENTIALS -> Reason.CREDENTIALS;
      case NOT_FOUND -> Reason.NOT_FOUND;
      case REFUSED -> Reason.OPTIONS;
      case UNAVAILABLE -> Reason.UNAVAILABLE;
    };
  }
}
