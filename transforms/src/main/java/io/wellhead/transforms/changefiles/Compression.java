// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.xerial.snappy.Snappy;

/** The compressions that blocks of Avro files have. */
enum Compression {
  NULL {
    @Override
    byte[] expanded(byte[] data, int most) {
      return data;
    }
  },
  DEFLATE {
    @Override
    byte[] expanded(byte[] data, int most) throws IOException {
      Inflater inflater = new Inflater(true);
      try {
        inflater.setInput(data);
        byte[] out = new byte[Math.min(most, Math.max(1 << 12, 4 * data.length))];
        int length = 0;
        while (!inflater.finished()) {
          if (length == out.length) {
            out = larger(out, most);
          }
          int count = inflater.inflate(out, length, out.length - length);
          if (count == 0 && !inflater.finished() && inflater.getRemaining() == 0) {
            throw new IOException("the compressed data end too early");
          }
          length += count;
        }
        return Arrays.copyOf(out, length);
      } catch (DataFormatException e) {
        throw new IOException("the compressed data are damaged", e);
      } finally {
        inflater.end();
      }
    }
  },
  /** With a checksum of four bytes behind it. */
  SNAPPY {
    @Override
    byte[] expanded(byte[] data, int most) throws IOException {
      int length = data.length - Integer.BYTES;
      if (length < 0 || Snappy.uncompressedLength(data, 0, length) > most) {
        throw new IOException("the compressed data are damaged");
      }
      byte[] out = new byte[Snappy.uncompressedLength(data, 0, length)];
      Snappy.uncompress(data, 0, length, out, 0);
      java.util.zip.CRC32 checksum = new java.util.zip.CRC32();
      checksum.update(out);
      if ((int) checksum.getValue() != java.nio.ByteBuffer.wrap(data).getInt(length)) {
        throw new IOException("the checksum of the compressed data is wrong");
      }
      return out;
    }
  };

  /**
   * Undoes it.
   *
   * @param most bytes that are accepted: damaged data can pretend to be endless
   * @throws IOException if the data are damaged
   */
  abstract byte[] expanded(byte[] data, int most) throws IOException;

  private static byte[] larger(byte[] out, int most) throws IOException {
    if (out.length >= most) {
      throw new IOException("the compressed data expand to more than " + most + " bytes");
    }
    return Arrays.copyOf(out, (int) Math.min(most, 2L * out.length));
  }

  /**
   * The compression of that name.
   *
   * @throws DamagedException if there is none
   */
  static Compression named(String codec) throws DamagedException {
    return switch (codec) {
      case "", "null" -> NULL;
      case "deflate" -> DEFLATE;
      case "snappy" -> SNAPPY;
      default ->
          throw new DamagedException(
              "the codec " + codec + " is not supported; supported are null, deflate, snappy", 0);
    };
  }
}
