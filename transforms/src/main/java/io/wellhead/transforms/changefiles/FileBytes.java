// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A file's bytes through a buffer, read forward from any place. One thread. */
final class FileBytes implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final SeekableByteChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);

  /** Place in the file of the buffer's end. */
  private long filled;

  FileBytes(SeekableByteChannel channel) throws IOException {
    this.channel = channel;
    filled = channel.position();
  }

  long position() {
    return filled - buffer.remaining();
  }

  long size() throws IOException {
    return channel.size();
  }

  void seek(long position) throws IOException {
    long ahead = position - position();
    if (ahead >= 0 && ahead <= buffer.remaining()) {
      buffer.position(buffer.position() + (int) ahead);
      return;
    }
    channel.position(position);
    filled = position;
    buffer.position(0).limit(0);
  }

  /** The next byte, -1 at the end. */
  int read() throws IOException {
    return buffer.hasRemaining() || fill() ? buffer.get() & 0xFF : -1;
  }

  /** That many bytes. */
  byte[] read(int length) throws IOException {
    byte[] bytes = new byte[length];
    int done = 0;
    while (done < length) {
      if (!buffer.hasRemaining() && !fill()) {
        throw new EOFException("the file ends at byte " + position());
      }
      int part = Math.min(length - done, buffer.remaining());
      buffer.get(bytes, done, part);
      done += part;
    }
    return bytes;
  }

  /** The bytes from here on. Closing it closes nothing. */
  InputStream stream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        return FileBytes.this.read();
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        if (!buffer.hasRemaining() && !fill()) {
          return length == 0 ? 0 : -1;
        }
        int part = Math.min(length, buffer.remaining());
        buffer.get(target, offset, part);
        return part;
      }
    };
  }

  private boolean fill() throws IOException {
    buffer.clear();
    int count = channel.read(buffer);
    buffer.flip();
    if (count <= 0) {
      buffer.position(0).limit(0);
      return false;
    }
    filled += count;
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
