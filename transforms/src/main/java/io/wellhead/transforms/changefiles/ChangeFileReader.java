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
  private final int mostBytes;
  private final JsonEventDecoder json = new JsonEventDecoder();

  /**
   * @param mostBytes of a block or an event; what is larger is told as damage
   */
  ChangeFileReader(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * Reads a whole file.
   *
   * @return what it was
   * @throws IOException if the file system fails, not if the file is damaged
   */
  FileFormat read(SeekableByteChannel channel, EventReceiver to) throws IOException {
    try (FileBytes file = new FileBytes(channel)) {
      FileFormat format = FileFormat.of(file);
      switch (format) {
        case AVRO -> readAvro(file, to);
        case JSON -> readLines(file.stream(), to);
        case GZIP -> readGzip(file, to);
        case EMPTY, OTHER -> {}
      }
      return format;
    }
  }

  private void readAvro(FileBytes file, EventReceiver to) throws IOException {
    AvroHeader header;
    AvroEventDecoder decoder;
    Compression codec;
    try {
      header = AvroHeader.read(file);
      codec = Compression.named(header.codec());
      decoder = new AvroEventDecoder(header.schema());
    } catch (DamagedException e) {
      failure(e, to);
      return;
    } catch (EventException e) {
      to.failure(e.kind(), e.getMessage(), 0, new byte[0]);
      return;
    }
    AvroBlocks blocks = new AvroBlocks(file, header, mostBytes);
    blocks.seek(0);
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
      data = codec.expanded(block.data(), mostBytes);
    } catch (IOException e) {
      to.failure(ErrorKind.MALFORMED, String.valueOf(e.getMessage()), block.offset(), block.data());
      return;
    }
    decoder.decodeAll(
        data,
        block.count(),
        event -> to.event(event, block.offset()),
        (kind, message, bytes) -> to.failure(kind, message, block.offset(), bytes));
  }

  private void readGzip(FileBytes file, EventReceiver to) throws IOException {
    try (InputStream in = new GZIPInputStream(file.stream(), 1 << 16)) {
      readLines(in, to);
    } catch (EOFException | ZipException e) {
      to.failure(ErrorKind.MALFORMED, "the gzip header is damaged", 0, new byte[0]);
    }
  }

  private void readLines(InputStream in, EventReceiver to) throws IOException {
    JsonLines lines = new JsonLines(in, mostBytes);
    boolean more = true;
    while (more && to.wantsMore()) {
      try {
        JsonLines.Line line = lines.next();
        more = line != null;
        if (line != null) {
          readLine(line, to);
        }
      } catch (DamagedException e) {
        failure(e, to);
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
