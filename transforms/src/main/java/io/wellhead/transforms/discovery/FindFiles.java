// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.discovery;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.DeadLetterCoder;
import io.wellhead.transforms.restream.Drain;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.io.gcp.pubsub.PubsubIO;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithFailures;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files of a folder: those that are there, or also those to come, by sweeps, by
 * notifications, or by both, where each makes good what the other misses. Each version of a file is
 * given once.
 */
public final class FindFiles
    extends PTransform<PBegin, WithFailures.Result<PCollection<FoundFile>, DeadLetter>> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int CONCURRENCY = 256;

  private final String pattern;
  private final Instant since;
  private final Instant until;
  private final @Nullable Sweeps sweeps;
  private final @Nullable String subscription;
  private final int concurrency;
  private final Drain drain;
  private final Clock clock;

  /**
   * How often a folder is looked at.
   *
   * @param interval between the beginnings of listings
   * @param wholeInterval between those of listings of all files, on Cloud Storage, where others
   *     look only at the folders of the last hours
   */
  public record Sweeps(Duration interval, Duration wholeInterval) implements Serializable {
    public Sweeps {
      requireNonNull(interval, "interval");
      requireNonNull(wholeInterval, "wholeInterval");
    }
  }

  private FindFiles(
      String pattern,
      Instant since,
      Instant until,
      @Nullable Sweeps sweeps,
      @Nullable String subscription,
      int concurrency,
      Drain drain,
      Clock clock) {
    this.pattern = pattern;
    this.since = since;
    this.until = until;
    this.sweeps = sweeps;
    this.subscription = subscription;
    this.concurrency = concurrency;
    this.drain = drain;
    this.clock = clock;
  }

  /**
   * The files that are there.
   *
   * @param pattern as Beam's file systems take it, such as {@code gs://changes/cdc/**}
   */
  public static FindFiles of(String pattern) {
    return new FindFiles(
        pattern,
        Instant.MIN,
        Instant.MAX,
        null,
        null,
        CONCURRENCY,
        Drain.create(),
        Clock.systemUTC());
  }

  /** Leaves out files that were made before. */
  public FindFiles since(Instant first) {
    return new FindFiles(pattern, first, until, sweeps, subscription, concurrency, drain, clock);
  }

  /** Leaves out, of the files that are there, those that were made at that time or later. */
  public FindFiles until(Instant end) {
    return new FindFiles(pattern, since, end, sweeps, subscription, concurrency, drain, clock);
  }

  /** Goes on to look for new files. */
  public FindFiles withSweeps(Sweeps newSweeps, Drain newDrain) {
    return new FindFiles(
        pattern, since, until, newSweeps, subscription, concurrency, newDrain, clock);
  }

  /** Takes the notifications of new objects that a Pub/Sub subscription has. */
  public FindFiles withNotifications(String newSubscription) {
    return new FindFiles(pattern, since, until, sweeps, newSubscription, concurrency, drain, clock);
  }

  /**
   * Wants so many files, or parts of files, to be read at once at most; {@value #CONCURRENCY} if
   * not said otherwise.
   */
  public FindFiles withConcurrency(int newConcurrency) {
    return new FindFiles(pattern, since, until, sweeps, subscription, newConcurrency, drain, clock);
  }

  /** How many files, or parts of files, are to be read at once at most. */
  public int concurrency() {
    return concurrency;
  }

  /** Uses that clock. */
  public FindFiles withClock(Clock newClock) {
    return new FindFiles(pattern, since, until, sweeps, subscription, concurrency, drain, newClock);
  }

  @Override
  public WithFailures.Result<PCollection<FoundFile>, DeadLetter> expand(PBegin begin) {
    PCollectionList<FoundFile> found = PCollectionList.empty(begin.getPipeline());
    PCollection<DeadLetter> failures;
    if (subscription == null) {
      failures = begin.apply("No notifications", Create.empty(DeadLetterCoder.of()));
    } else {
      PCollectionTuple notified =
          begin
              .apply(
                  "Notifications",
                  PubsubIO.readMessagesWithAttributes().fromSubscription(subscription))
              .apply(
                  "Read notifications",
                  ParDo.of(new NotificationFn(pattern, clock))
                      .withOutputTags(
                          NotificationFn.FILES, TupleTagList.of(NotificationFn.FAILURES)));
      found = found.and(notified.get(NotificationFn.FILES).setCoder(FoundFileCoder.of()));
      failures = notified.get(NotificationFn.FAILURES).setCoder(DeadLetterCoder.of());
    }
    if (sweeps != null) {
      found =
          found.and(
              begin.apply(
                  "Sweep",
                  Read.from(
                      new SweepSource(
                          Folder.of(pattern),
                          since,
                          sweeps.interval(),
                          sweeps.wholeInterval(),
                          drain,
                          clock))));
    } else if (subscription == null) {
      found =
          found.and(
              begin
                  .apply("Folder", Create.of(pattern))
                  .apply("List", ParDo.of(new ListFn(since, until)))
                  .setCoder(FoundFileCoder.of()));
    }
    return WithFailures.Result.of(once(found), failures);
  }

  /** A sweep alone gives no file twice. */
  private PCollection<FoundFile> once(PCollectionList<FoundFile> found) {
    if (subscription == null) {
      return found.get(0);
    }
    Duration memory =
        sweeps == null
            ? Duration.ofDays(1)
            : sweeps.wholeInterval().multipliedBy(2).plus(Duration.ofHours(1));
    return found
        .apply("Found", Flatten.pCollections())
        .apply("By file", WithKeys.of(FoundFile::uri).withKeyType(TypeDescriptors.strings()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), FoundFileCoder.of()))
        .apply("Once", ParDo.of(new OnceFn(memory)))
        .setCoder(FoundFileCoder.of());
  }

  /** Lists what is there. */
  private static final class ListFn extends DoFn<String, FoundFile> {
    @Serial private static final long serialVersionUID = 1L;

    private final Instant since;
    private final Instant until;

    ListFn(Instant since, Instant until) {
      this.since = since;
      this.until = until;
    }

    @ProcessElement
    public void list(
        @Element String pattern, PipelineOptions options, OutputReceiver<FoundFile> out)
        throws IOException {
      Folder.Listing listing = Folder.of(pattern).all(options);
      for (List<FoundFile> page = listing.next(); page != null; page = listing.next()) {
        for (FoundFile file : page) {
          if (!file.createdAt().isBefore(since) && file.createdAt().isBefore(until)) {
            out.output(file);
          }
        }
      }
    }
  }
}
