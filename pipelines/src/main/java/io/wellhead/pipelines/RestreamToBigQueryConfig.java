// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static java.util.Objects.requireNonNull;

import io.wellhead.pipelines.RejectedRunException.Reason;
import io.wellhead.restream.model.Room;
import io.wellhead.transforms.restream.RestreamConnection;
import io.wellhead.transforms.restream.SecretReference;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link RestreamToBigQuery}, checked.
 *
 * @param connection the account
 * @param rooms rooms to read; empty for all
 * @param from where history begins; null to read from now on
 * @param until the first instant that is not read; null to read for ever
 * @param minutes the settings of the per-minute figures; null to leave them out
 * @param idleAfter silence after which a site no longer holds the watermark
 * @param reconnectAfter silence after which a measurement socket is made anew
 * @param refresh how often pads, sites, fields and stages are read over REST
 * @param changesRefresh how often data changes are listed over REST
 * @param correctionsTail how far behind the newest record a changed second is settled; null not to
 *     follow changes
 * @param stages the settings of the figures of stages; null to leave them out
 * @param confirmingChanges whether changes that are durable are confirmed
 */
record RestreamToBigQueryConfig(
    RestreamConnection connection,
    List<Room> rooms,
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable Minutes minutes,
    Duration idleAfter,
    Duration reconnectAfter,
    Duration refresh,
    Duration changesRefresh,
    @Nullable Duration correctionsTail,
    @Nullable Stages stages,
    boolean confirmingChanges) {

  /**
   * Settings of the per-minute figures.
   *
   * @param allowedLateness how late a record may be
   * @param earlyFirings how often the running minute is written; null for never
   */
  record Minutes(Duration allowedLateness, @Nullable Duration earlyFirings) {}

  /**
   * Settings of the figures of stages.
   *
   * @param grace how long after its end a stage is computed as a whole
   * @param from stages that ended before are left alone unless a data change touches them
   */
  record Stages(Duration grace, Instant from) {}

  RestreamToBigQueryConfig {
    requireNonNull(connection, "connection");
    rooms = List.copyOf(rooms);
    requireNonNull(idleAfter, "idleAfter");
    requireNonNull(reconnectAfter, "reconnectAfter");
    requireNonNull(refresh, "refresh");
    requireNonNull(changesRefresh, "changesRefresh");
  }

  /**
   * Checks each option and the combinations, without asking the service.
   *
   * @throws RejectedRunException if one is not accepted
   */
  static RestreamToBigQueryConfig from(RestreamToBigQueryOptions options, Clock clock)
      throws RejectedRunException {
    Instant from = OptionValues.instant("restreamFrom", options.getRestreamFrom());
    Instant until = OptionValues.instant("restreamUntil", options.getRestreamUntil());
    if (from != null && until != null && !until.isAfter(from)) {
      throw OptionValues.refused("restreamUntil", until.toString(), "after --restreamFrom=" + from);
    }
    if (from == null && until != null && !until.isAfter(clock.instant())) {
      throw OptionValues.refused(
          "restreamUntil",
          until.toString(),
          "an instant in the future, or with --restreamFrom, since reading begins now otherwise");
    }
    Minutes minutes = minutes(options);
    return new RestreamToBigQueryConfig(
        connection(options),
        OptionValues.rooms("restreamRooms", options.getRestreamRooms()),
        from == null || minutes == null ? from : from.truncatedTo(ChronoUnit.MINUTES),
        until,
        minutes,
        OptionValues.duration("restreamIdleAfter", options.getRestreamIdleAfter()),
        OptionValues.interval("restreamReconnectAfter", options.getRestreamReconnectAfter()),
        OptionValues.interval("restreamRefresh", options.getRestreamRefresh()),
        OptionValues.interval("restreamChangesRefresh", options.getRestreamChangesRefresh()),
        correctionsTail(options),
        stages(options, from == null ? clock.instant() : from),
        options.getRestreamConfirmChanges());
  }

  private static RestreamConnection connection(RestreamToBigQueryOptions options)
      throws RejectedRunException {
    String id = clientId(options.getRestreamClientId());
    SecretReference secret = secret(options.getRestreamClientSecret());
    Duration readTimeout =
        OptionValues.interval("restreamReadTimeout", options.getRestreamReadTimeout());
    String url = options.getRestreamBaseUrl();
    return OptionValues.parse(
        "restreamBaseUrl",
        url,
        "https://HOST, or http://localhost:PORT on this machine",
        text ->
            new RestreamConnection(
                URI.create(text),
                id,
                secret,
                options.getRestreamSiUnits(),
                options.getRestreamRouted(),
                readTimeout));
  }

  /** The id is no secret, so it may be given as it is; a reference is followed here. */
  private static String clientId(String text) throws RejectedRunException {
    if (!text.startsWith("env:") && !text.startsWith("file:") && !text.startsWith("projects/")) {
      return text;
    }
    try {
      return SecretReference.parse(text).read();
    } catch (IOException | IllegalArgumentException e) {
      throw new RejectedRunException(
          Reason.CREDENTIALS, "--restreamClientId=" + text + ": " + e.getMessage(), e);
    }
  }

  /** The value is not repeated: it may be the secret itself, given by mistake. */
  private static SecretReference secret(String text) throws RejectedRunException {
    try {
      return SecretReference.parse(text);
    } catch (IllegalArgumentException e) {
      throw new RejectedRunException(
          Reason.OPTIONS, "--restreamClientSecret: " + e.getMessage(), e);
    }
  }

  private static @Nullable Duration correctionsTail(RestreamToBigQueryOptions options)
      throws RejectedRunException {
    Duration tail =
        OptionValues.duration("restreamCorrectionsTail", options.getRestreamCorrectionsTail());
    Boolean wanted = options.getRestreamCorrections();
    if (options.getRestreamRouted()) {
      return Boolean.FALSE.equals(wanted) ? null : tail;
    }
    if (Boolean.TRUE.equals(wanted)) {
      throw OptionValues.refused(
          "restreamCorrections",
          "true",
          "false with --restreamRouted=false, since silver holds no rows of such pads");
    }
    return null;
  }

  private static @Nullable Stages stages(RestreamToBigQueryOptions options, Instant from)
      throws RejectedRunException {
    Duration grace = OptionValues.duration("restreamStageGrace", options.getRestreamStageGrace());
    return options.getRestreamStages() ? new Stages(grace, from) : null;
  }

  private static @Nullable Minutes minutes(RestreamToBigQueryOptions options)
      throws RejectedRunException {
    Duration lateness =
        OptionValues.duration("restreamAllowedLateness", options.getRestreamAllowedLateness());
    String early = options.getRestreamEarlyFirings();
    if (!options.getRestreamMinutes()) {
      if (early != null) {
        throw OptionValues.refused(
            "restreamEarlyFirings", early, "nothing with --restreamMinutes=false");
      }
      return null;
    }
    return new Minutes(
        lateness, early == null ? null : OptionValues.interval("restreamEarlyFirings", early));
  }

  /** Text of the columns {@code unit_system}. */
  String unitSystem() {
    return connection.siUnits() ? "si" : "imperial";
  }
}
