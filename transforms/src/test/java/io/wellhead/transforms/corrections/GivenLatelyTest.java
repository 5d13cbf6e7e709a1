// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.DataRecord;
import io.wellhead.transforms.restream.Measurement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GivenLatelyTest {
  private static final Instant READ = Instant.parse("2030-06-01T12:00:00Z");

  private final GivenLately lately = new GivenLately(List.of());

  @Test
  void pieceOfSecondsThatWereGiven_isMarked() {
    assertThat(lately.give(piece(9102, 0, 3599, READ, true)).isGivenBefore()).isFalse();

    assertThat(lately.give(piece(9102, 3599, 3600, READ, false)).isGivenBefore()).isTrue();
    assertThat(lately.give(piece(9102, 3600, 7199, READ, false)).isGivenBefore()).isFalse();
    assertThat(lately.give(piece(9103, 0, 3599, READ, false)).isGivenBefore()).isFalse();
  }

  @Test
  void pieceWithoutRecords_isNotRemembered() {
    lately.give(piece(9102, 0, 3599, READ, false));

    assertThat(lately.give(piece(9102, 0, 3599, READ, true)).isGivenBefore()).isFalse();
    assertThat(lately.spans()).hasSize(1);
  }

  @Test
  void piecesInARow_areOneSpanAsOldAsTheLast() {
    Instant later = READ.plus(Duration.ofHours(20));
    lately.give(piece(9102, 0, 3599, READ, true));
    lately.give(piece(9103, 0, 3599, READ, true));
    lately.give(piece(9102, 3600, 7199, later, true));

    assertThat(lately.spans())
        .containsExactly(new GivenSpan(9102, 0, 7199, later), new GivenSpan(9103, 0, 3599, READ));
  }

  @Test
  void dayLater_theRowsAreInSilver() {
    lately.give(piece(9102, 0, 3599, READ, true));
    Instant dayLater = READ.plus(Duration.ofDays(1)).plusNanos(1);

    assertThat(lately.give(piece(9102, 0, 3599, dayLater, false)).isGivenBefore()).isFalse();
    assertThat(lately.spans()).isEmpty();
  }

  private static CorrectedPiece piece(
      long siteId, long from, long through, Instant readAt, boolean holdsARecord) {
    CorrectedRange range = new CorrectedRange(siteId, from, through, List.of(7L));
    byte[] json = "{\"timestamp\":%d}".formatted(from).getBytes(StandardCharsets.UTF_8);
    Measurement record = Measurement.correction(siteId, DataRecord.parse(json), 7, readAt);
    return new CorrectedPiece(
        range,
        from,
        through,
        through,
        readAt,
        false,
        List.of(),
        holdsARecord ? List.of(record) : List.of());
  }
}
