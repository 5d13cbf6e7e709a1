// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a streamed JSON array one by one (ReStream API, section 3). Keeps no more
 * than one record and the bytes of one read beyond it. Used by one thread.
 */
final class RecordReader {

  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final RecordScanner scanner = new RecordScanner();
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int from;
  private int limit;
  private long index;
  private boolean finished;

  RecordReader(InputStream in) {
    this.in = in;
  }

  /**
   * The next record; null after the array's end.
   *
   * @throws EOFException when the body ends before the array does
   * @throws MalformedDataException when the body is not an array of objects
   */
  @Nullable DataRecord next() throws IOException {
    if (finished) {
      return null;
    }
    try {
      if (index == 0) {
        expect('[', "the body is not a JSON array");
        from++;
      }
      byte first = nextByte();
      if (first == ']') {
        finish();
        return null;
      } else if (index > 0) {
        expect(',', "a comma or the end of the array expected");
        from++;
        first = nextByte();
      }
      if (first != '{') {
        throw malformed("is not an object");
      }
      return record();
    } catch (JsonSyntaxException e) {
      throw malformed(e.getMessage());
    }
  }

  private DataRecord record() throws IOException, JsonSyntaxException {
    int end = scanner.scan(buffer, from, limit);
    while (end == JsonScanner.INCOMPLETE) {
      fillUntilBrace();
      end = scanner.scan(buffer, from, limit);
    }
    DataRecord record = scanner.record(Arrays.copyOfRange(buffer, from, end), 0, end - from);
    from = end;
    index++;
    return record;
  }

  private void finish() {
    from++;
    finished = true;
    if (JsonScanner.skipBlanks(buffer, from, limit) < limit) {
      throw malformed("is followed by more than the end of the array");
    }
  }

  private void expect(char expected, String problem) throws IOException {
    if (nextByte() != expected) {
      throw malformed(problem);
    }
  }

  /** The next byte that is no white space; it stays unread. */
  private byte nextByte() throws IOException {
    from = JsonScanner.skipBlanks(buffer, from, limit);
    while (from == limit) {
      fill();
      from = JsonScanner.skipBlanks(buffer, from, limit);
    }
    return buffer[from];
  }

  /** Reads on until a record can have ended, so that a huge one is not scanned at every read. */
  private void fillUntilBrace() throws IOException {
    while (true) {
      int read = fill();
      for (int at = limit - read; at < limit; at++) {
        if (buffer[at] == '}') {
          return;
        }
      }
    }
  }

  private int fill() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, limit - from);
      limit -= from;
      from = 0;
    }
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = in.read(buffer, limit, buffer.length - limit);
    if (read < 0) {
      throw new EOFException("the body ended after " + index + " records without its end");
    }
    limit += read;
    return read;
  }

  private MalformedDataException malformed(String problem) {
    return RecordCutter.malformed("data, record " + index + ": " + problem);
  }
}
