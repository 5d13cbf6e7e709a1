// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.minutes.BundleMinutes;
import io.wellhead.transforms.minutes.MinuteRecords;
import io.wellhead.transforms.restream.Measurement;
import io.wellhead.transforms.restream.Origin;
import java.io.Serial;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** Parses each record once, for its silver row and for its minute. */
final class ConvertFn extends DoFn<Measurement, SilverMeasurement> {
  @Serial private static final long serialVersionUID = 1L;

  static final TupleTag<SilverMeasurement> ROWS = new TupleTag<>() {};
  static final TupleTag<KV<Long, MinuteRecords>> MINUTES = new TupleTag<>() {};
  static final TupleTag<SiteSeconds> DELIVERED = new TupleTag<>() {};
  static final TupleTag<DeadLetter> FAILURES = new TupleTag<>() {};

  private final Counter withoutSite =
      Metrics.counter(ConvertMetrics.NAMESPACE, ConvertMetrics.RECORDS_WITHOUT_SITE_COUNT);

  private final PromotedFields promoted;
  private final boolean minutesWanted;
  private final Clock clock;
  private transient @Nullable RecordConverter converter;
  private transient @Nullable BundleMinutes minutes;
  private transient @Nullable Map<Long, SiteSeconds> delivered;

  ConvertFn(PromotedFields promoted, boolean minutesWanted, Clock clock) {
    this.promoted = promoted;
    this.minutesWanted = minutesWanted;
    this.clock = clock;
  }

  @Setup
  public void openConverter() {
    converter = new RecordConverter(promoted);
  }

  @StartBundle
  public void startBundle() {
    minutes = new BundleMinutes();
    delivered = new HashMap<>();
  }

  @ProcessElement
  public void convert(@Element Measurement measurement, MultiOutputReceiver out) {
    if (measurement.siteId() == Measurement.NO_SITE) {
      withoutSite.inc();
      return;
    }
    RecordConverter converter = requireNonNull(this.converter, "set up first");
    try {
      SilverMeasurement row = converter.convert(measurement);
      if (minutesWanted) {
        requireNonNull(minutes, "bundle not started")
            .add(measurement.siteId(), measurement.eventTime(), converter.second(row));
      }
      out.get(ROWS).output(row);
      if (measurement.origin() == Origin.LIVE) {
        long second = measurement.eventTime();
        requireNonNull(delivered, "bundle not started")
            .merge(
                measurement.siteId(),
                new SiteSeconds(measurement.siteId(), second, second),
                SiteSeconds::and);
      }
    } catch (InvalidRecordException e) {
      out.get(FAILURES)
          .output(e.deadLetter(ConvertMeasurements.STEP, measurement, clock.instant()));
    }
  }

  @FinishBundle
  public void flush(FinishBundleContext context) {
    requireNonNull(minutes, "bundle not started")
        .flush(
            (minute, timestamp) ->
                context.output(MINUTES, minute, timestamp, GlobalWindow.INSTANCE));
    for (SiteSeconds seconds : requireNonNull(delivered, "bundle not started").values()) {
      Instant timestamp = Instant.ofEpochSecond(seconds.first());
      context.output(DELIVERED, seconds, timestamp, GlobalWindow.INSTANCE);
    }
  }
}
