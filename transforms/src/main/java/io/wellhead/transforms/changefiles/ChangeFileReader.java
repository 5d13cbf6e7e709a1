// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import io.wellhead.transforms.changeevents.AvroEventDecoder;
import io.wellhead.transforms.changeevents.EventException;
import io.wellhead.transforms.changeevents.JsonEventDecoder;
import io.wellhead.transforms.deadletters.ErrorKind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads change files block by block, whatever their size. What is damaged is told with its place,
 * and what is sound before and behind it is given. One thread.
 */
final class ChangeFileReader {
  /** A block of an Avro file may have this many times the bytes of the largest event. */
  private static final long EVENTS_OF_BLOCK = 4;

  private final int mostBytes;
  private final JsonEventDecoder json = new JsonEventDecoder();

  /**
   * @param mostBytes of an event; one that is larger is told as a failure
   */
  ChangeFileReader(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Reads a whole file; see {@link #read(SeekableByteChannel, long, long, EventReceiver)}. */
  FileFormat read(SeekableByteChannel channel, EventReceiver to) throws IOException {
    return read(channel, 0, Long.MAX_VALUE, to);
  }

  /**
   * Reads the blocks and lines that begin in a part of a file: parts that cover the file give each
   * event once. The part from 0 on has all of a file that cannot be read from the middle on.
   *
   * @return what the file is
   * @throws IOException if the file system fails, not if the file is damaged
   */
  FileFormat read(SeekableByteChannel channel, long from, long end, EventReceiver to)
      throws IOException {
    try (FileBytes file = new FileBytes(channel)) {
      FileFormat format = FileFormat.of(file);
      if (from > 0 && !format.isCut()) {
        return format;
      }
      switch (format) {
        case AVRO -> readAvro(file, from, end, to);
        case JSON -> {
          file.seek(Math.max(0, from - 1));
          readLines(new JsonLines(file.stream(), mostBytes, from, end), to);
        }
        case JSON_ARRAY -> readLines(new JsonLines(file.stream(), mostBytes), to);
        case GZIP -> readGzip(file, to);
        case EMPTY, OTHER -> {}
      }
      return format;
    }
  }

  private void readAvro(FileBytes file, long from, long end, EventReceiver to) throws IOException {
    AvroHeader header;
    AvroEventDecoder decoder;
    Compression codec;
    try {
      header = AvroHeader.read(file);
      codec = Compression.named(header.codec());
      decoder = new AvroEventDecoder(header.schema());
    } catch (DamagedException e) {
      // Each part meets it, the first one tells of it.
      if (from == 0) {
        failure(e, to);
      }
      return;
    } catch (EventException e) {
      if (from == 0) {
        to.failure(e.kind(), e.getMessage(), 0, new byte[0]);
      }
      return;
    }
    AvroBlocks blocks = new AvroBlocks(file, header, EVENTS_OF_BLOCK * mostBytes, from, end);
    boolean more = true;
    while (more && to.wantsMore()) {
      try {
        AvroBlocks.Block block = blocks.next();
        more = block != null;
        if (block != null) {
          readBlock(block, codec, decoder, to);
        }
      } catch (DamagedException e) {
        failure(e, to);
      }
    }
  }

  private void readBlock(
      AvroBlocks.Block block, Compression codec, AvroEventDecoder decoder, EventReceiver to) {
    byte[] data;
    try {
      data =
          codec.expanded(
              block.data(), (int) Math.min(Integer.MAX_VALUE - 8, EVENTS_OF_BLOCK * mostBytes));
    } catch (IOException e) {
      to.failure(ErrorKind.MALFORMED, String.valueOf(e.getMessage()), block.offset(), block.data());
      return;
    }
    decoder.decodeAll(
        data,
        block.count(),
        mostBytes,
        event -> to.event(event, block.offset()),
        (kind, message, bytes) -> to.failure(kind, message, block.offset(), bytes));
  }

  private void readGzip(FileBytes file, EventReceiver to) throws IOException {
    try (InputStream in = new GZIPInputStream(file.stream(), 1 << 16)) {
      readLines(new JsonLines(in, mostBytes), to);
    } catch (EOFException | ZipException e) {
      to.failure(ErrorKind.MALFORMED, "the gzip header is damaged", 0, new byte[0]);
    }
  }

  private void readLines(JsonLines lines, EventReceiver to) throws IOException {
    boolean more = true;
    while (more && to.wantsMore()) {
      try {
        JsonLines.Line line = lines.next();
        more = line != null;
        if (line != null) {
          readLine(line, to);
        }
      } catch (DamagedException e) {
        to.failure(ErrorKind.TOO_LARGE, String.valueOf(e.getMessage()), e.offset(), new byte[0]);
      } catch (EOFException | ZipException e) {
        to.failure(
            ErrorKind.MALFORMED, String.valueOf(e.getMessage()), lines.position(), new byte[0]);
        more = false;
      }
    }
  }

  private void readLine(JsonLines.Line line, EventReceiver to) {
    try {
      to.event(json.decode(line.bytes(), line.from(), line.length()), line.offset());
    } catch (EventException e) {
      to.failure(e.kind(), e.getMessage(), line.offset(), line.text());
    }
  }

  private static void failure(DamagedException e, EventReceiver to) {
    to.failure(ErrorKind.MALFORMED, String.valueOf(e.getMessage()), e.offset(), new byte[0]);
  }
}
