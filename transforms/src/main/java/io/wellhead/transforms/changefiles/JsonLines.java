// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a JSON change file into the texts of its events: one in each line, or the members of arrays
 * over as many lines as they take. A byte order mark, blank lines and a last line without an end
 * are accepted. One thread.
 */
final class JsonLines {
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int BUFFER = 1 << 16;

  /** Longer texts are rare, and their memory is not kept. */
  private static final int KEPT_BYTES = 1 << 20;

  private final InputStream in;
  private final int mostBytes;

  /** Whether this is the file's first part. */
  private final boolean first;

  /** Lines that begin here or behind it are another part's. */
  private final long end;

  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int filled;

  /** Place of {@code buffer[0]} in the expanded file. */
  private long base;

  private byte[] text = new byte[1 << 12];
  private int length;
  private boolean array;
  private boolean begun;

  /**
   * An event's text, which the next call overwrites.
   *
   * @param offset of its first byte in the expanded file
   * @param bytes the text is a part of them
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Line(long offset, byte[] bytes, int from, int length) {
    byte[] text() {
      return Arrays.copyOfRange(bytes, from, from + length);
    }
  }

  /**
   * The events of a whole file.
   *
   * @param mostBytes longer events are told as damage and passed over
   */
  JsonLines(InputStream in, int mostBytes) {
    this(in, mostBytes, 0, Long.MAX_VALUE);
  }

  /**
   * The events whose lines begin in a part of a file. It must not hold arrays over several lines.
   *
   * @param in the file from {@code from} on; of a part that is not the first, from one byte before
   */
  JsonLines(InputStream in, int mostBytes, long from, long end) {
    this.in = in;
    this.mostBytes = mostBytes;
    this.first = from == 0;
    this.base = Math.max(0, from - 1);
    this.end = end;
  }

  /**
   * The next event's text.
   *
   * @return null at the end of the file
   * @throws DamagedException if it is too long; the next call goes on behind it
   * @throws IOException if the file cannot be read any further
   */
  @Nullable Line next() throws IOException, DamagedException {
    if (!begun) {
      begin();
    }
    if (!array && position() >= end) {
      return null;
    }
    int first = skipBlank();
    if (first == '[' && !array) {
      array = true;
      at++;
      first = skipBlank();
    }
    while (array && (first == ',' || first == ']')) {
      array = first == ',';
      at++;
      first = skipBlank();
      if (!array && first == '[') {
        array = true;
        at++;
        first = skipBlank();
      }
    }
    return first < 0 ? null : array ? member() : line();
  }

  private void begin() throws IOException {
    begun = true;
    if (first) {
      skipMark();
    } else {
      skipLine();
    }
  }

  /** Place in the expanded file of what comes next. */
  long position() {
    return base + at;
  }

  /** To the end of the line. */
  private Line line() throws IOException, DamagedException {
    long offset = position();
    int lineEnd = NewLines.next(buffer, at, filled);
    if (lineEnd < filled && lineEnd - at <= mostBytes) {
      Line line = new Line(offset, buffer, at, lineEnd - at);
      at = lineEnd + 1;
      return line;
    }
    length = 0;
    boolean fits = true;
    while (at < filled || fill()) {
      int to = NewLines.next(buffer, at, filled);
      fits &= keep(to - at);
      at = to;
      if (to < filled) {
        at++;
        break;
      }
    }
    return kept(offset, fits);
  }

  /** To the end of a value within an array. */
  private Line member() throws IOException, DamagedException {
    long offset = position();
    length = 0;
    boolean fits = true;
    boolean quoted = false;
    boolean escaped = false;
    int depth = 0;
    while (at < filled || fill()) {
      byte next = buffer[at];
      if (escaped) {
        escaped = false;
      } else if (quoted) {
        escaped = next == '\\';
        quoted = next != '"';
      } else if (next == '"') {
        quoted = true;
      } else if (next == '{' || next == '[') {
        depth++;
      } else if (next == '}' || next == ']') {
        if (depth == 0) {
          return kept(offset, fits);
        }
        depth--;
      } else if (next == ',' && depth == 0) {
        return kept(offset, fits);
      }
      fits &= keep(1);
      at++;
    }
    if (depth > 0 || quoted) {
      throw new EOFException("the file ends within an event");
    }
    return kept(offset, fits);
  }

  private Line kept(long offset, boolean fits) throws DamagedException {
    byte[] bytes = text;
    if (text.length > KEPT_BYTES) {
      text = new byte[KEPT_BYTES];
    }
    if (!fits) {
      throw new DamagedException(
          "an event has %d bytes; at most %d are accepted"
              .formatted(position() - offset, mostBytes),
          offset);
    }
    return new Line(offset, bytes, 0, length);
  }

  /** To the beginning of the next line. */
  private void skipLine() throws IOException {
    while (at < filled || fill()) {
      at = NewLines.next(buffer, at, filled);
      if (at < filled) {
        at++;
        return;
      }
    }
  }

  private boolean keep(int count) {
    if (length + count > mostBytes) {
      return false;
    }
    if (length + count > text.length) {
      text = Arrays.copyOf(text, Math.max(length + count, Math.min(mostBytes, 2 * text.length)));
    }
    System.arraycopy(buffer, at, text, length, count);
    length += count;
    return true;
  }

  private void skipMark() throws IOException {
    int next = 0;
    while (next < MARK.length
        && (at + next < filled || fill())
        && buffer[at + next] == MARK[next]) {
      next++;
    }
    if (next == MARK.length) {
      at += next;
    }
  }

  /** The next byte that is no white space, not taken; -1 at the end. */
  private int skipBlank() throws IOException {
    while (at < filled || fill()) {
      byte next = buffer[at];
      if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
        return next & 0xFF;
      }
      at++;
      if (next == '\n' && position() >= end) {
        return -1;
      }
    }
    return -1;
  }

  /** Reads more; what is not yet taken stays. */
  private boolean fill() throws IOException {
    int rest = filled - at;
    System.arraycopy(buffer, at, buffer, 0, rest);
    base += at;
    at = 0;
    filled = rest;
    int count = in.read(buffer, filled, buffer.length - filled);
    if (count <= 0) {
      return false;
    }
    filled += count;
    return true;
  }
}
