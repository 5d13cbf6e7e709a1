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

  private final InputStream in;
  private final int mostBytes;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int filled;

  /** Place of {@code buffer[0]} in the expanded file. */
  private long base;

  private byte[] text = new byte[1 << 12];
  private int length;
  private boolean array;

  /**
   * An event's text.
   *
   * @param offset of its first byte in the expanded file
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Line(long offset, byte[] text) {}

  /**
   * @param mostBytes longer events are told as damage and passed over
   */
  JsonLines(InputStream in, int mostBytes) {
    this.in = in;
    this.mostBytes = mostBytes;
  }

  /**
   * The next event's text.
   *
   * @return null at the end of the file
   * @throws DamagedException if it is too long; the next call goes on behind it
   * @throws IOException if the file cannot be read any further
   */
  @Nullable Line next() throws IOException, DamagedException {
    if (base + at == 0) {
      skipMark();
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
    if (first < 0) {
      return null;
    }
    long offset = base + at;
    length = 0;
    boolean whole = array ? member() : line();
    if (!whole) {
      throw new DamagedException(
          "an event has " + (base + at - offset) + " bytes; at most " + mostBytes + " are accepted",
          offset);
    }
    return new Line(offset, Arrays.copyOf(text, length));
  }

  /** Place in the expanded file of what comes next. */
  long position() {
    return base + at;
  }

  /** To the end of the line. */
  private boolean line() throws IOException {
    boolean fits = true;
    while (at < filled || fill()) {
      int end = at;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      fits &= keep(end - at);
      at = end;
      if (end < filled) {
        at++;
        break;
      }
    }
    return fits;
  }

  /** To the end of a value within an array. */
  private boolean member() throws IOException {
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
          return fits;
        }
        depth--;
      } else if (next == ',' && depth == 0) {
        return fits;
      }
      fits &= keep(1);
      at++;
    }
    if (depth > 0 || quoted) {
      throw new EOFException("the file ends within an event");
    }
    return fits;
  }

  private boolean keep(int count) {
    if (length + count > mostBytes) {
      return false;
    }
    if (length + count > text.length) {
      text = Arrays.copyOf(text, Math.max(length + count, 2 * text.length));
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
