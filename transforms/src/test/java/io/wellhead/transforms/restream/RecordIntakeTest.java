// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.wellhead.restream.model.Room;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecordIntakeTest {
  private static final Instant RECEIVED = Instant.parse("2030-06-01T10:00:02.500Z");

  /** A backlog may hold what a gateway sent later, beside the first record of that second. */
  @Test
  void versionsOfASecondInOneFrame_areReceivedInTheirOrder() {
    String frame =
        """
        {"message":[{"timestamp":1906538400,"site_id":1,"x":3},
                    {"timestamp":1906538400,"site_id":2,"x":3},
                    {"timestamp":1906538401,"site_id":1,"x":3},
                    {"timestamp":1906538400,"site_id":1,"x":2},
                    {"timestamp":1906538400,"site_id":1,"x":1}]}
        """;

    RecordBatch batch = Replay.frame(Room.pad(412), frame.getBytes(UTF_8), RECEIVED);

    assertThat(batch.measurements())
        .extracting(Measurement::siteId, Measurement::eventTime, Measurement::receivedAt)
        .containsExactly(
            tuple(1L, 1_906_538_400L, RECEIVED),
            tuple(2L, 1_906_538_400L, RECEIVED),
            tuple(1L, 1_906_538_401L, RECEIVED),
            tuple(1L, 1_906_538_400L, RECEIVED.plusNanos(1_000)),
            tuple(1L, 1_906_538_400L, RECEIVED.plusNanos(2_000)));
  }
}
