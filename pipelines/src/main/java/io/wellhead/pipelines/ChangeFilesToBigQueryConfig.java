// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static java.util.Objects.requireNonNull;

import io.wellhead.pipelines.RejectedRunException.Reason;
import io.wellhead.transforms.changesettings.ChangeSettings;
import io.wellhead.transforms.changesettings.ChangeSettingsException;
import io.wellhead.transforms.changetables.ChangeDestinations;
import io.wellhead.transforms.changetables.TableNaming;
import io.wellhead.transforms.discovery.FindFiles;
import io.wellhead.transforms.discovery.FindFiles.Sweeps;
import io.wellhead.transforms.discovery.FoundFile;
import io.wellhead.transforms.restream.Drain;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.gcp.pubsub.PubsubIO;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link ChangeFilesToBigQuery}, checked.
 *
 * @param files pattern of the files
 * @param from files made before are left out
 * @param until files made then or later are left out, and the reading ends; null to go on
 * @param subscription with notifications; null for none
 * @param sweeps how often to look for new files
 * @param readConcurrency how many files are read at once at most
 * @param destinations says which tables an event belongs in
 */
record ChangeFilesToBigQueryConfig(
    String files,
    Instant from,
    @Nullable Instant until,
    @Nullable String subscription,
    Sweeps sweeps,
    int readConcurrency,
    ChangeDestinations destinations) {
  ChangeFilesToBigQueryConfig {
    requireNonNull(files, "files");
    requireNonNull(from, "from");
    requireNonNull(sweeps, "sweeps");
    requireNonNull(destinations, "destinations");
  }

  /**
   * Checks each option, without asking anybody.
   *
   * @throws RejectedRunException if one is not accepted
   */
  static ChangeFilesToBigQueryConfig from(ChangeFilesToBigQueryOptions options, Clock clock)
      throws RejectedRunException {
    String files = options.getChangeFiles();
    if (files == null || files.isBlank()) {
      throw new RejectedRunException(
          Reason.OPTIONS,
          "--changeFiles is missing: a folder or a pattern, such as gs://my-bucket/cdc, is accepted");
    }
    Instant from = OptionValues.instant("changeFrom", options.getChangeFrom());
    Instant until = until(options.getChangeUntil(), clock);
    if (from != null && until != null && !until.isAfter(from)) {
      throw OptionValues.refused("changeUntil", until.toString(), "after --changeFrom=" + from);
    }
    return new ChangeFilesToBigQueryConfig(
        pattern(files.strip()),
        from == null ? Instant.MIN : from,
        until,
        subscription(options, files, until),
        new Sweeps(
            OptionValues.interval("changeSweepInterval", options.getChangeSweepInterval()),
            OptionValues.interval(
                "changeWholeSweepInterval", options.getChangeWholeSweepInterval())),
        readConcurrency(options.getChangeReadConcurrency()),
        destinations(options));
  }

  /**
   * Which tables events belong in.
   *
   * @throws RejectedRunException if an option is not accepted, or the settings are not
   */
  static ChangeDestinations destinations(ChangeFilesToBigQueryOptions options)
      throws RejectedRunException {
    return new ChangeDestinations(settings(options), naming(options), options.getChangeDeletes());
  }

  private static int readConcurrency(int value) throws RejectedRunException {
    if (value < 1) {
      throw OptionValues.refused("changeReadConcurrency", Integer.toString(value), "1 or more");
    }
    return value;
  }

  private static @Nullable Instant until(@Nullable String text, Clock clock)
      throws RejectedRunException {
    return text != null && text.strip().equalsIgnoreCase("now")
        ? clock.instant()
        : OptionValues.instant("changeUntil", text);
  }

  private static @Nullable String subscription(
      ChangeFilesToBigQueryOptions options, String files, @Nullable Instant until)
      throws RejectedRunException {
    String subscription = options.getChangeSubscription();
    if (subscription == null || subscription.isBlank()) {
      return null;
    }
    if (!isSubscription(subscription)) {
      throw OptionValues.refused(
          "changeSubscription",
          subscription,
          "projects/PROJECT/subscriptions/NAME, with a project of 6 characters or more and a name of"
              + " 3 or more");
    }
    if (!files.startsWith("gs://") || until != null) {
      throw OptionValues.refused(
          "changeSubscription",
          subscription,
          "only with --changeFiles=gs://... and without --changeUntil");
    }
    return subscription;
  }

  /**
   * Beam knows which names Pub/Sub has, but would say so only after the start, in its own words.
   */
  private static boolean isSubscription(String name) {
    try {
      return name.startsWith("projects/") && PubsubIO.readMessages().fromSubscription(name) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether the file was made in the time that is meant. */
  boolean isMeant(FoundFile file) {
    return !file.createdAt().isBefore(from) && (until == null || file.createdAt().isBefore(until));
  }

  /** What finds the files; the drain ends a search that goes on. */
  FindFiles find(Drain drain) {
    FindFiles find = FindFiles.of(files).since(from).withConcurrency(readConcurrency);
    if (until != null) {
      return find.until(until);
    }
    find = find.withSweeps(sweeps, drain);
    return subscription == null ? find : find.withNotifications(subscription);
  }

  private static ChangeSettings settings(ChangeFilesToBigQueryOptions options)
      throws RejectedRunException {
    String file = options.getChangeSettings();
    if (file == null || file.isBlank()) {
      return ChangeSettings.none();
    }
    FileSystems.setDefaultPipelineOptions(options);
    try (ReadableByteChannel channel = FileSystems.open(FileSystems.matchNewResource(file, false));
        InputStream in = Channels.newInputStream(channel)) {
      return ChangeSettings.read(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (ChangeSettingsException e) {
      throw new RejectedRunException(Reason.OPTIONS, String.valueOf(e.getMessage()), e);
    } catch (FileNotFoundException e) {
      throw new RejectedRunException(
          Reason.NOT_FOUND, "--changeSettings=" + file + ": there is no such file", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new RejectedRunException(
          Reason.UNAVAILABLE, "--changeSettings=" + file + ": " + e.getMessage(), e);
    }
  }

  private static TableNaming naming(ChangeFilesToBigQueryOptions options)
      throws RejectedRunException {
    try {
      return new TableNaming(options.getChangeDomain(), options.getChangeTable());
    } catch (IllegalArgumentException e) {
      throw new RejectedRunException(
          Reason.OPTIONS, "--changeDomain, --changeTable: " + e.getMessage(), e);
    }
  }

  /** A folder stands for all that is in it. */
  private static String pattern(String files) {
    if (files.contains("*") || files.contains("?")) {
      return files;
    }
    return files.endsWith("/") ? files + "**" : files + "/**";
  }
}
