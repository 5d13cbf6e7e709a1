// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.sandbox.restream.faults.Fault;
import io.wellhead.sandbox.restream.faults.FaultRule;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.DeadLetterCoder;
import io.wellhead.transforms.warehouse.KeptLetter;
import io.wellhead.transforms.warehouse.SandboxWarehouse;
import io.wellhead.transforms.warehouse.Tables;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Dead letters of the reading, taken from their table and read again once their cause is mended.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadReplayTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");

  private static final FaultRule[] FAULTS = {
    FaultRule.of(Fault.RECORD_OF_1970).nth(5),
    FaultRule.of(Fault.FRAME_OVERSIZED).nth(9),
    FaultRule.of(Fault.FRAME_NOT_JSON).nth(13)
  };

  @TempDir private static Path folder;
  private SandboxWarehouse warehouse;
  private List<KeptLetter> letters;

  @BeforeAll
  void readAndKeep() throws Exception {
    warehouse = new SandboxWarehouse(BIGQUERY.sandbox()).withTables(Tables.DEAD_LETTERS);
    SandboxReading reading = read(read -> read);
    Pipeline pipeline = warehouse.pipeline();
    KeptLetter.write(
        pipeline.apply(
            Create.of(List.copyOf(reading.deadLetters)).withCoder(DeadLetterCoder.of())));
    pipeline.run().waitUntilFinish();
    letters = KeptLetter.all(warehouse);
    assertThat(letters).hasSize(3).allMatch(letter -> letter.step().equals(RecordIntake.STEP));
  }

  @AfterEach
  void closeConnections() {
    RoomConnections.shared().closeAll();
  }

  /** Mended by wider bounds: the record is the one that they would have let through. */
  @Test
  void recordOutsideOfTheBounds_isTheSameRecordOnceTheyAreWider() throws Exception {
    Measurement right =
        read(read -> read.withEventTimes(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z")))
            .measurements
            .stream()
            .filter(measurement -> measurement.eventTime() < 1_000_000)
            .findFirst()
            .orElseThrow();
    KeptLetter letter = letter("timestamp 86400,");
    assertThat(letter.errorKind()).isEqualTo("invalid");

    Measurement again = Replay.record(letter);

    assertThat(again.recordId()).isEqualTo(right.recordId());
    assertThat(again.room()).isEqualTo(right.room());
    assertThat(again.siteId()).isEqualTo(right.siteId());
    assertThat(again.eventTime()).isEqualTo(right.eventTime());
    assertThat(again.payload()).isEqualTo(right.payload());
  }

  /** Mended by a larger limit of the client; the letter stands in two rows. */
  @Test
  void frameThatWasTooLarge_givesItsRecordsOnceItIsNot() throws Exception {
    KeptLetter letter = letter("frame: 5242880 bytes");
    assertThat(letter.errorKind()).isEqualTo("malformed");
    assertThat(warehouse.count(Tables.DEAD_LETTERS)).isEqualTo(4);

    Measurement again =
        Replay.frame(letter.room(), letter.payload(), letter.failedAt()).measurements().get(0);

    Measurement right = Replay.record(letter.room(), message(letter.payload()), START);
    assertThat(again.recordId()).isEqualTo(right.recordId());
    assertThat(again.payload()).isEqualTo(right.payload()).hasSizeGreaterThan(5_000_000);
  }

  /** Nothing on our side can mend this one; reading it again makes no second letter of it. */
  @Test
  void frameThatNobodyCanRead_staysTheSameLetter() throws Exception {
    KeptLetter letter = letter("ends early");
    assertThat(letter.errorKind()).isEqualTo("malformed");

    RecordBatch again = Replay.frame(letter.room(), letter.payload(), START);

    assertThat(again.measurements()).isEmpty();
    assertThat(again.defects()).extracting(DeadLetter::id).containsExactly(letter.id());
  }

  private static byte[] message(byte[] frame) {
    int from = new String(frame, UTF_8).indexOf("\"message\":") + "\"message\":".length();
    return Arrays.copyOfRange(frame, from, frame.length - 1);
  }

  private KeptLetter letter(String message) {
    List<KeptLetter> found =
        letters.stream().filter(letter -> letter.message().contains(message)).toList();
    assertThat(found).as("%s among %s", message, letters).hasSize(1);
    return found.get(0);
  }

  private SandboxReading read(UnaryOperator<RestreamIO.Read> details) throws Exception {
    try (RestreamSandbox sandbox =
        RestreamSandbox.builder()
            .seed(5)
            .start(START)
            .until(START.plusSeconds(59))
            .waitForSocket(true)
            .fromStart(true)
            .pace(Pace.unthrottled())
            .start()) {
      for (FaultRule fault : FAULTS) {
        sandbox.faults().add(fault);
      }
      SandboxReading reading = new SandboxReading(sandbox, folder);
      reading.run(read -> details.apply(read).until(START.plusSeconds(60)));
      return reading;
    }
  }
}
