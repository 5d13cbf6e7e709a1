// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.reconcile;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Rows on disk, divided by the hash of their keys, so that all of a key are in one bucket and a
 * bucket fits into memory. One thread.
 */
final class RowBuckets implements AutoCloseable {
  /** A bucket of a hundred million rows has less than half a million. */
  static final int COUNT = 256;

  private final Path folder;
  private final DataOutputStream[] files = new DataOutputStream[COUNT];

  /** Takes a row. */
  @FunctionalInterface
  interface Receiver {
    void accept(Row row) throws IOException;
  }

  RowBuckets(Path parent) throws IOException {
    folder = Files.createTempDirectory(parent, "rows");
  }

  void add(Row row) throws IOException {
    int bucket = Math.floorMod(31 * row.key().hashCode() + row.table(), COUNT);
    if (files[bucket] == null) {
      files[bucket] =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path(bucket))));
    }
    row.write(files[bucket]);
  }

  private Path path(int bucket) {
    return folder.resolve(bucket + ".rows");
  }

  /** Gives the rows of a bucket; nothing can be added to it afterwards. */
  void read(int bucket, Receiver rows) throws IOException {
    if (files[bucket] == null) {
      return;
    }
    files[bucket].close();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(path(bucket))))) {
      while (true) {
        in.mark(1);
        if (in.read() < 0) {
          return;
        }
        in.reset();
        rows.accept(Row.read(in));
      }
    } catch (EOFException e) {
      throw new IOException("the bucket " + path(bucket) + " is cut short", e);
    }
  }

  @Override
  public void close() throws IOException {
    for (int bucket = 0; bucket < COUNT; bucket++) {
      if (files[bucket] != null) {
        files[bucket].close();
        Files.deleteIfExists(path(bucket));
      }
    }
    Files.deleteIfExists(folder);
  }
}
