// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.restream.RestreamConnection;
import java.io.Serial;
import java.time.Clock;
import java.time.Duration;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * (corrected range) to what the service returns for it now, in pieces of at most an hour.
 *
 * <p>The whole job reads in one lane, a key with its ranges and its position in state: so there is
 * never more than one call for corrected data at a time, and of the three that the service allows
 * (ReStream API spec, section 5.4) one stays free for stages and one for filling gaps. A range of
 * any length needs the memory of one piece. The lane takes turns among its ranges.
 *
 * <p>Seconds that the service may not have stored yet are read again when they are settled. A
 * reading that fails is tried again, after a pause that doubles from 5 s to 5 min. Where asking
 * again cannot help (no such site, an answer that is not data), the range becomes a dead letter.
 * When the input ends, what is left is read at once, after at most two tails and a minute of
 * waiting for seconds to settle, unless the drain was requested: then it is left to the next run.
 */
public final class ReadCorrectedRanges
    extends PTransform<PCollection<CorrectedRange>, PCollectionTuple> {
  @Serial private static final long serialVersionUID = 1L;

  /** The one lane. */
  private static final int LANE = 0;

  /** The step's name in dead letters. */
  static final String STEP = "Read corrected ranges";

  private static final Duration TAIL = Duration.ofMinutes(2);

  private final RangeService.Factory services;
  private final Drain drain;
  private final Duration tail;
  private final Clock clock;

  private ReadCorrectedRanges(
      RangeService.Factory services, Drain drain, Duration tail, Clock clock) {
    this.services = services;
    this.drain = drain;
    this.tail = tail;
    this.clock = clock;
  }

  /** Reads from that account, until the drain is requested. */
  public static ReadCorrectedRanges from(RestreamConnection connection, Drain drain) {
    return from(new ClientRangeService.Factory(connection, drain), drain);
  }

  static ReadCorrectedRanges from(RangeService.Factory services, Drain drain) {
    return new ReadCorrectedRanges(services, drain, TAIL, Clock.systemUTC());
  }

  /**
   * Takes the service to have stored all there will be of seconds that much older than the site's
   * newest record, or, when that one did not move for as long, than the clock; 2 min by default.
   */
  public ReadCorrectedRanges withTail(Duration age) {
    if (age.isNegative()) {
      throw new IllegalArgumentException("tail " + age + ": accepted is zero or more");
    }
    return new ReadCorrectedRanges(services, drain, age, clock);
  }

  /** Uses that clock for the age of seconds, the time of readings, and of failures. */
  ReadCorrectedRanges withClock(Clock newClock) {
    return new ReadCorrectedRanges(services, drain, tail, newClock);
  }

  @Override
  public PCollectionTuple expand(PCollection<CorrectedRange> ranges) {
    return ranges
        .apply(
            "ToLane",
            MapElements.into(new TypeDescriptor<KV<Integer, CorrectedRange>>() {})
                .via(range -> KV.of(LANE, range)))
        .setCoder(KvCoder.of(VarIntCoder.of(), CorrectedRangeCoder.of()))
        .apply(
            "Read",
            ParDo.of(new ReadRangesFn(services, drain, tail, clock))
                .withOutputTags(
                    ReadRangesFn.PIECES,
                    TupleTagList.of(ReadRangesFn.PROGRESS).and(ReadRangesFn.FAILURES)));
  }

  /** What the service returns, for {@link ReplaceRange}. */
  public static PCollection<CorrectedPiece> pieces(PCollectionTuple read) {
    return read.get(ReadRangesFn.PIECES);
  }

  /** Which ranges are to be read, and which were. */
  public static PCollection<RangeProgress> progress(PCollectionTuple read) {
    return read.get(ReadRangesFn.PROGRESS);
  }

  /** The ranges that the service does not give. */
  public static PCollection<DeadLetter> failures(PCollectionTuple read) {
    return read.get(ReadRangesFn.FAILURES);
  }
}
