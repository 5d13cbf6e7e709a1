// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.wellhead.transforms.deadletters.ErrorKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a measurement frame into its records in one pass over its bytes (ReStream API spec, section
 * 4.2): checks the JSON of the whole frame, finds where each record lies, its {@code timestamp} (or
 * {@code unix_timestamp}) and its {@code site_id}. Other fields pass unread.
 *
 * <p>An instance is used again and again by one thread; what it tells holds until the next cut.
 */
final class FrameCutter {
  /** The service keeps frames below 4 MiB (section 4.2). */
  static final int MAX_FRAME_BYTES = 4 << 20;

  private static final JsonFactory JSON = new JsonFactory();

  private int count;
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private long[] eventTimes = new long[64];
  private long[] siteIds = new long[64];
  private @Nullable String[] defects = new String[64];

  /** Number of records of the frame, defective ones included. */
  int count() {
    return count;
  }

  /** Offset of the record's first byte. */
  int start(int record) {
    return starts[record];
  }

  /** Offset behind the record's last byte. */
  int end(int record) {
    return ends[record];
  }

  /** What is wrong with the record, null if it is sound. */
  @Nullable String defect(int record) {
    return defects[record];
  }

  long eventTime(int record) {
    return eventTimes[record];
  }

  /** {@link Measurement#NO_SITE} if the record names none. */
  long siteId(int record) {
    return siteIds[record];
  }

  /**
   * Cuts the frame. Empty frames, JSON {@code null} and a null message hold no records.
   *
   * @throws MalformedFrameException if the frame as a whole is defective
   */
  void cut(byte[] frame) throws MalformedFrameException {
    count = 0;
    if (frame.length > MAX_FRAME_BYTES) {
      throw new MalformedFrameException(
          ErrorKind.INVALID,
          "the frame has %d bytes, accepted are %d".formatted(frame.length, MAX_FRAME_BYTES));
    }
    try (JsonParser parser = JSON.createParser(frame)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        envelope(parser);
      } else if (first != null && first != JsonToken.VALUE_NULL) {
        throw new MalformedFrameException(
            ErrorKind.INVALID, "the frame is not a JSON object but begins with " + first);
      }
      if (parser.nextToken() != null) {
        throw new MalformedFrameException(ErrorKind.MALFORMED, "text follows the frame's end");
      }
    } catch (JsonProcessingException e) {
      throw new MalformedFrameException(ErrorKind.MALFORMED, e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
  }

  private void envelope(JsonParser parser) throws IOException, MalformedFrameException {
    boolean seen = false;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (!name.equals("message")) {
        parser.skipChildren();
        continue;
      }
      if (seen) {
        throw new MalformedFrameException(ErrorKind.INVALID, "field message occurs twice");
      }
      seen = true;
      message(parser, value);
    }
    if (!seen) {
      throw new MalformedFrameException(ErrorKind.INVALID, "the frame has no field message");
    }
  }

  private void message(JsonParser parser, JsonToken value)
      throws IOException, MalformedFrameException {
    switch (value) {
      case START_OBJECT -> record(parser);
      case START_ARRAY -> {
        for (JsonToken token = parser.nextToken();
            token != JsonToken.END_ARRAY;
            token = parser.nextToken()) {
          element(parser, token);
        }
      }
      case VALUE_NULL -> {}
      default ->
          throw new MalformedFrameException(
              ErrorKind.INVALID,
              "field message holds " + value + ", accepted are an object and an array");
    }
  }

  private void element(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.START_OBJECT) {
      record(parser);
      return;
    }
    int start = offset(parser.currentTokenLocation().getByteOffset());
    parser.skipChildren();
    parser.finishToken();
    int record = add(start, offset(parser.currentLocation().getByteOffset()));
    spoil(record, "the record is not an object but " + token);
  }

  /** Reads the record whose opening brace is the current token. */
  private void record(JsonParser parser) throws IOException {
    int record = add(offset(parser.currentTokenLocation().getByteOffset()), 0);
    boolean hasTimestamp = false;
    boolean hasOlderTimestamp = false;
    boolean hasSite = false;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (name.equals("timestamp")) {
        eventTimes[record] = integer(parser, value, record, name, hasTimestamp);
        hasTimestamp = true;
      } else if (name.equals("site_id")) {
        siteIds[record] = integer(parser, value, record, name, hasSite);
        hasSite = true;
      } else if (name.equals("unix_timestamp")) {
        long older = integer(parser, value, record, name, hasOlderTimestamp);
        eventTimes[record] = hasTimestamp ? eventTimes[record] : older;
        hasOlderTimestamp = true;
      } else {
        parser.skipChildren();
      }
    }
    ends[record] = offset(parser.currentLocation().getByteOffset());
    if (!hasTimestamp && !hasOlderTimestamp) {
      spoil(record, "the record has no field timestamp");
    }
  }

  private long integer(
      JsonParser parser, JsonToken value, int record, String field, boolean repeated)
      throws IOException {
    if (repeated) {
      spoil(record, "field " + field + " occurs twice");
    } else if (value == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return parser.getLongValue();
    } else {
      spoil(record, "field " + field + " holds " + value + ", accepted is a whole number");
    }
    parser.skipChildren();
    return 0;
  }

  private int add(int start, int end) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
      eventTimes = Arrays.copyOf(eventTimes, 2 * count);
      siteIds = Arrays.copyOf(siteIds, 2 * count);
      defects = Arrays.copyOf(defects, 2 * count);
    }
    starts[count] = start;
    ends[count] = end;
    eventTimes[count] = 0;
    siteIds[count] = Measurement.NO_SITE;
    defects[count] = null;
    return count++;
  }

  /** The first thing found wrong stays. */
  void spoil(int record, String defect) {
    if (defects[record] == null) {
      defects[record] = defect;
    }
  }

  private static int offset(long byteOffset) {
    return Math.toIntExact(byteOffset);
  }
}
