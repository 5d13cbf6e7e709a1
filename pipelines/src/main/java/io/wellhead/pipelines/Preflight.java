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
import io.wellhead.transforms.warehouse.Reach;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.TableMaker;
import io.wellhead.transforms.warehouse.WarehouseException;
import io.wellhead.transforms.warehouse.WarehouseOptions;
import io.wellhead.transforms.warehouse.WarehouseTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.extensions.gcp.options.GcsOptions;
import org.apache.beam.sdk.extensions.gcp.util.gcsfs.GcsPath;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Asks, before anything starts, whether a run can work: the service takes the credentials, the
 * rooms exist, the warehouse's tables are there. Each refusal is one line that names the option.
 */
final class Preflight {
  /** A person waits for the answer, so little is repeated. */
  private static final RetryPolicy QUICK =
      new RetryPolicy(3, Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(15));

  /** The runner that works in this process. */
  private static final String THIS_MACHINE = "DirectRunner";

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
            "--restreamRooms="
                + room.asArgument()
                + ": the account has no such "
                + room.kind().word(),
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
          room.asArgument(),
          "either pad:" + site.padId() + ", which has this site, or its sites, not both");
    }
  }

  /**
   * Looks at the options of warehouse and runner, without asking anybody.
   *
   * @throws RejectedRunException if one is missing or not accepted
   */
  static void checkOptions(PipelineOptions options, RestreamConnection connection)
      throws RejectedRunException {
    checkTarget(options);
    String runner = options.getRunner().getSimpleName();
    if (!runner.equals(THIS_MACHINE)) {
      checkElsewhere(runner, options, connection);
    }
  }

  /**
   * Looks at the options of warehouse and runner, without asking anybody.
   *
   * @throws RejectedRunException if one is missing or not accepted
   */
  static void checkOptions(PipelineOptions options) throws RejectedRunException {
    checkTarget(options);
    String runner = options.getRunner().getSimpleName();
    if (!runner.equals(THIS_MACHINE)) {
      checkEndpoint(runner, options);
    }
  }

  private static void checkTarget(PipelineOptions options) throws RejectedRunException {
    try {
      WarehouseTarget.from(options);
    } catch (IllegalArgumentException e) {
      throw new RejectedRunException(Reason.OPTIONS, String.valueOf(e.getMessage()), e);
    }
  }

  private static void checkEndpoint(String runner, PipelineOptions options)
      throws RejectedRunException {
    String endpoint = options.as(WarehouseOptions.class).getBigQueryEndpoint();
    if (endpoint != null && endpoint.strip().startsWith("http:")) {
      throw OptionValues.refused("bigQueryEndpoint", endpoint, reachableBy(runner));
    }
  }

  private static String reachableBy(String runner) {
    return "an https address, which the workers of " + runner + " reach";
  }

  /**
   * Looks whether the file system is there, and of Cloud Storage whether the bucket is.
   *
   * @param pattern of change files; there may be none yet
   * @throws RejectedRunException if it is not
   */
  static void checkFiles(PipelineOptions options, String pattern) throws RejectedRunException {
    FileSystems.setDefaultPipelineOptions(options);
    try {
      FileSystems.matchNewResource(pattern.replaceAll("[*?].*", ""), true);
      if (pattern.startsWith("gs://")
          && !options
              .as(GcsOptions.class)
              .getGcsUtil()
              .bucketAccessible(GcsPath.fromUri(pattern.replaceAll("[*?].*", "")))) {
        throw new RejectedRunException(
            Reason.NOT_FOUND, "--changeFiles=" + pattern + ": there is no such bucket");
      }
    } catch (IllegalArgumentException e) {
      throw OptionValues.refused(
          "changeFiles", pattern, "a path of a file system that is there: gs://... or a local one");
    } catch (IOException e) {
      throw new RejectedRunException(
          Reason.UNAVAILABLE, "--changeFiles=" + pattern + ": " + e.getMessage(), e);
    }
  }

  /** What only this machine has; plain http is accepted for this machine alone. */
  private static void checkElsewhere(
      String runner, PipelineOptions options, RestreamConnection connection)
      throws RejectedRunException {
    if (connection.baseUrl().getScheme().equals("http")) {
      throw OptionValues.refused(
          "restreamBaseUrl", connection.baseUrl().toString(), reachableBy(runner));
    }
    checkEndpoint(runner, options);
    SecretReference secret = connection.clientSecret();
    if (!(secret instanceof SecretReference.SecretVersion)) {
      throw OptionValues.refused(
          "restreamClientSecret",
          secret.toString(),
          "projects/PROJECT/secrets/SECRET/versions/VERSION, since the workers of "
              + runner
              + " have neither your variables nor your files");
    }
  }

  /**
   * Asks the warehouse, then the runner whether it takes the options, and makes the tables.
   *
   * @throws RejectedRunException if the run could not work
   */
  static void prepareWarehouse(PipelineOptions options, List<TableDefinition> tables)
      throws RejectedRunException {
    try {
      Reach.require(options);
      checkRunner(options);
      TableMaker.from(options).make(tables);
    } catch (IllegalArgumentException | IncompatibleTableException e) {
      throw new RejectedRunException(Reason.OPTIONS, String.valueOf(e.getMessage()), e);
    } catch (UncheckedIOException e) {
      throw new RejectedRunException(Reason.UNAVAILABLE, String.valueOf(e.getMessage()), e);
    } catch (WarehouseException e) {
      throw new RejectedRunException(reason(e.kind()), String.valueOf(e.getMessage()), e);
    }
  }

  /** Beam asks the runner when the job is started, which is too late: tables would be left. */
  private static void checkRunner(PipelineOptions options) throws RejectedRunException {
    try {
      PipelineRunner.fromOptions(options);
    } catch (IllegalArgumentException e) {
      String refusal = String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
      throw new RejectedRunException(
          Reason.OPTIONS, "--runner=" + options.getRunner().getSimpleName() + ": " + refusal, e);
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
