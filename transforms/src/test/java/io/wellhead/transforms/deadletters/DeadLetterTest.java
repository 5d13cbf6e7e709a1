// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  private static final Instant NOW = Instant.parse("2031-02-03T04:05:06.123456789Z");
  private static final byte[] PAYLOAD = "not json".getBytes(StandardCharsets.UTF_8);

  @Test
  void of_sameFailureOfSameInput_hasSameId() {
    DeadLetter first = letter("Parse", ErrorKind.MALFORMED, "pad/412", PAYLOAD);
    assertThat(first.id())
        .hasSize(32)
        .isEqualTo(letter("Parse", ErrorKind.MALFORMED, "pad/412", PAYLOAD).id())
        .isNotEqualTo(letter("Parse", ErrorKind.INVALID, "pad/412", PAYLOAD).id())
        .isNotEqualTo(letter("Parse", ErrorKind.MALFORMED, "pad/413", PAYLOAD).id())
        .isNotEqualTo(letter("Convert", ErrorKind.MALFORMED, "pad/412", PAYLOAD).id())
        .isNotEqualTo(letter("Parse", ErrorKind.MALFORMED, "pad/412", new byte[0]).id());
  }

  @Test
  void of_neighbouringParts_doNotRunIntoEachOther() {
    assertThat(letter("ab", ErrorKind.INVALID, "c", PAYLOAD).id())
        .isNotEqualTo(letter("a", ErrorKind.INVALID, "bc", PAYLOAD).id());
  }

  @Test
  void message_isCutWithoutSplittingACharacter() {
    String smiley = "\uD83D\uDE00";
    String longMessage = "x".repeat(DeadLetter.MAX_MESSAGE_CHARS - 2) + smiley + "rest";
    DeadLetter letter =
        DeadLetter.of(
            "Parse",
            ErrorKind.INVALID,
            longMessage,
            new DeadLetter.Subject(PAYLOAD, null, null),
            NOW);
    assertThat(letter.message())
        .isEqualTo("x".repeat(DeadLetter.MAX_MESSAGE_CHARS - 2) + "…")
        .hasSizeLessThanOrEqualTo(DeadLetter.MAX_MESSAGE_CHARS);
  }

  @Test
  void instants_areCutToMicroseconds_asTheTableKeepsThem() {
    DeadLetter letter =
        DeadLetter.of(
            "Parse", ErrorKind.INVALID, "m", new DeadLetter.Subject(PAYLOAD, null, NOW), NOW);
    assertThat(letter.failedAt()).isEqualTo(Instant.parse("2031-02-03T04:05:06.123456Z"));
    assertThat(letter.eventTime()).isEqualTo(letter.failedAt());
  }

  @Test
  void eventTime_thatNoTableCanHold_isLeftOut() {
    for (Instant wrong :
        new Instant[] {Instant.MAX, Instant.MIN, Instant.parse("+10000-01-01T00:00:00Z")}) {
      DeadLetter letter =
          DeadLetter.of(
              "Parse", ErrorKind.INVALID, "m", new DeadLetter.Subject(PAYLOAD, null, wrong), NOW);
      assertThat(letter.eventTime()).isNull();
    }
  }

  @Test
  void payload_isACopy_andToStringDoesNotShowIt() {
    byte[] given = PAYLOAD.clone();
    DeadLetter letter = letter("Parse", ErrorKind.MALFORMED, "pad/412", given);
    given[0] = 0;
    assertThat(letter.payload()).isEqualTo(PAYLOAD);
    assertThat(letter.toString()).contains("8 bytes").doesNotContain("not json");
  }

  private static DeadLetter letter(String step, ErrorKind kind, String source, byte[] payload) {
    return DeadLetter.of(step, kind, "m", new DeadLetter.Subject(payload, source, null), NOW);
  }
}
