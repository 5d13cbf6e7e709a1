// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import io.wellhead.transforms.warehouse.ChangeSequence;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place of an event among those of its row, a pure function of the event. {@code sort_keys} is
 * the documented order, but is missing or incomplete in real files, and its texts do not sort
 * ({@code mysql-bin.999999} against {@code mysql-bin.1000000}), so it is made of numbers.
 *
 * <p>At one position an upsert is higher than a delete: a key has to be left before it can be
 * taken.
 */
final class EventOrder {
  private static final long FIRST_MILLIS = 100_000_000_000L;
  private static final int ORDINAL_DIGITS = 8;

  /** Field of events whose rows were filled: what {@link ChangeEvent#filled} was told. */
  static final String FILLED = "wellhead_filled";

  /** Room for the sum of the times of a row's values. */
  private static final int FILLED_BITS = 53;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private EventOrder() {}

  /** The sequence with the time first, then the position. */
  static ChangeSequence of(
      SourceMetadata source, List<?> sortKeys, Instant sourceTime, String uuid) {
    long millis = millis(sortKeys, sourceTime);
    long ordinal = ordinal(uuid);
    long op = source.isDelete() ? 0 : 1;
    long last = ordinal << 1 | op;
    return switch (source.kind()) {
      case MYSQL ->
          ChangeSequence.of(
              millis,
              fileNumber(text(source, "log_file", sortKeys, 1)),
              positive(number(source, "log_position", sortKeys, 2)),
              op << 32 | ordinal);
      case POSTGRESQL ->
          source.fields().get(FILLED) instanceof List<?> filled
                  && filled.size() == 2
                  && filled.get(0) instanceof Long times
                  && filled.get(1) instanceof Long positions
              ? ChangeSequence.of(
                  millis, lsn(source, sortKeys), last << FILLED_BITS | times, positions)
              : ChangeSequence.of(millis, lsn(source, sortKeys), 0, last);
      case ORACLE -> oracle(source, sortKeys, millis, ordinal, op);
      case SQLSERVER -> {
        long[] parts = hexParts(source.text("lsn"), ':');
        yield ChangeSequence.of(millis, parts[0] << 32 | parts[1], parts[2], last);
      }
      case MONGODB -> mongo(sortKeys, millis, last);
      case SPANNER -> spanner(source, millis, last);
      case SALESFORCE, UNKNOWN -> ChangeSequence.of(millis, 0, 0, last);
    };
  }

  private static ChangeSequence oracle(
      SourceMetadata source, List<?> sortKeys, long millis, long ordinal, long op) {
    String recordSet = text(source, "rs_id", sortKeys, 2);
    long[] parts = hexParts(recordSet == null ? null : recordSet.strip().replace("0x", ""), '.');
    long statement = positive(number(source, "ssn", sortKeys, 3));
    return ChangeSequence.of(
        millis,
        positive(number(source, "scn", sortKeys, 1)),
        parts[0] << 32 | parts[1],
        parts[2] << 48 | (statement & 0xFFFF_FFFFL) << 16 | op << 15 | ordinal);
  }

  private static ChangeSequence mongo(List<?> sortKeys, long millis, long last) {
    if (sortKeys.size() < 2
        || !(sortKeys.get(0) instanceof Number seconds)
        || !(sortKeys.get(1) instanceof Number nanos)
        || seconds.longValue() >= FIRST_MILLIS) {
      return ChangeSequence.of(millis, 0, 0, last);
    }
    long part = positive(nanos.longValue());
    return ChangeSequence.of(
        positive(seconds.longValue()) * 1000 + part / NANOS_PER_MILLI,
        part % NANOS_PER_MILLI,
        0,
        last);
  }

  private static ChangeSequence spanner(SourceMetadata source, long millis, long last) {
    Instant commit = EventTimes.instantOrNull(source.fields().get("commit_timestamp"));
    long micros = commit == null ? 0 : commit.get(ChronoField.MICRO_OF_SECOND) % 1000;
    return ChangeSequence.of(
        commit == null ? millis : positive(commit.toEpochMilli()),
        micros << 48 | (positive(source.number("record_sequence")) & 0xFFFF_FFFF_FFFFL),
        positive(source.number("mod_index")),
        last);
  }

  private static long millis(List<?> sortKeys, Instant sourceTime) {
    if (!sortKeys.isEmpty()
        && sortKeys.get(0) instanceof Number first
        && first.longValue() > FIRST_MILLIS) {
      return first.longValue();
    }
    return positive(sourceTime.toEpochMilli());
  }

  private static @Nullable String text(
      SourceMetadata source, String name, List<?> sortKeys, int index) {
    String text = source.text(name);
    if (text != null && !text.isBlank()) {
      return text;
    }
    return index < sortKeys.size() && sortKeys.get(index) instanceof String key ? key : text;
  }

  private static long number(SourceMetadata source, String name, List<?> sortKeys, int index) {
    if (source.fields().get(name) != null) {
      return source.number(name);
    }
    return index < sortKeys.size() && sortKeys.get(index) instanceof Number key
        ? key.longValue()
        : 0;
  }

  /** The digits at the end of a binlog's name. */
  private static long fileNumber(@Nullable String file) {
    long number = 0;
    int digits = 0;
    if (file == null) {
      return 0;
    }
    long unit = 1;
    for (int i = file.length() - 1; i >= 0 && isDigit(file.charAt(i)) && digits < 18; i--) {
      number += unit * (file.charAt(i) - '0');
      unit *= 10;
      digits++;
    }
    return number;
  }

  private static long lsn(SourceMetadata source, List<?> sortKeys) {
    String lsn = text(source, "lsn", sortKeys, 1);
    if (lsn != null && lsn.indexOf('/') >= 0) {
      long[] halves = hexParts(lsn, '/');
      return halves[0] << 32 | halves[1];
    }
    // Some sources tell it as one integer.
    return source.number("lsn");
  }

  /** Three numbers of a text of hexadecimal parts; what is missing or is none counts as zero. */
  private static long[] hexParts(@Nullable String text, char separator) {
    long[] parts = new long[3];
    if (text == null) {
      return parts;
    }
    int part = 0;
    for (int i = 0; i < text.length() && part < parts.length; i++) {
      char c = text.charAt(i);
      int digit = Character.digit(c, 16);
      if (c == separator) {
        part++;
      } else if (digit < 0) {
        return new long[3];
      } else {
        parts[part] = (parts[part] << 4 | digit) & 0xFFFF_FFFFL;
      }
    }
    return parts;
  }

  /** The last digits of the uuid, the event's number in its batch written in base 2. */
  private static long ordinal(String uuid) {
    if (uuid.length() < ORDINAL_DIGITS) {
      return 0;
    }
    long ordinal = 0;
    for (int i = uuid.length() - ORDINAL_DIGITS; i < uuid.length(); i++) {
      char digit = uuid.charAt(i);
      if (digit != '0' && digit != '1') {
        return 0;
      }
      ordinal = ordinal << 1 | digit - '0';
    }
    return ordinal;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static long positive(long value) {
    return Math.max(0, value);
  }
}
