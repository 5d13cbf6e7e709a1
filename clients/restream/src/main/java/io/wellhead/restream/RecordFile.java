// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Records in files (ReStream API, section 6.5). A file appears under its name once it is complete
 * and never before, whatever happens; what it replaces stays until then. Missing folders are made.
 *
 * <p>JSON: one array, one record a line, as received except that characters beyond ASCII are
 * escaped and the text {@code "Infinity"} of a value is null. CSV: a header with all fields in the
 * order of their first appearance; a value that is missing is an empty cell; the numbers of a
 * column with gaps or decimals are all decimals. No record gives one empty line.
 */
public final class RecordFile {

  private RecordFile() {}

  enum Format {
    JSON,
    CSV;

    static Format of(Path file) {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(".json")) {
        return JSON;
      } else if (name.endsWith(".csv")) {
        return CSV;
      }
      throw new IllegalArgumentException(
          "the file name must end in .json or .csv (lower case): " + file);
    }
  }

  /**
   * Writes the records to a file, whole or not at all.
   *
   * @param file its name ends in {@code .json} or {@code .csv}
   * @throws IllegalArgumentException when the name has another ending
   * @throws UncheckedIOException when the file exists and must not be replaced, or cannot be
   *     written
   */
  public static SavedFile save(Iterator<DataRecord> records, Path file, SaveMode mode) {
    return save(records, file, Format.of(file), mode);
  }

  /**
   * Converts a JSON file of records to CSV.
   *
   * @throws MalformedDataException when the JSON file is not an array of objects
   * @throws UncheckedIOException when a file cannot be read or written
   */
  public static SavedFile convertJsonToCsv(Path json, Path csv, SaveMode mode) {
    try (InputStream in = Files.newInputStream(json)) {
      return save(records(in), csv, Format.CSV, mode);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SavedFile save(Iterator<DataRecord> records, Path file, Format format, SaveMode mode) {
    Path target = file.toAbsolutePath();
    try {
      refuseExisting(target, mode);
      Files.createDirectories(target.getParent());
      Path part = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".part");
      try {
        long count = format == Format.JSON ? writeJson(records, part) : writeCsv(records, part);
        refuseExisting(target, mode);
        move(part, target);
        return new SavedFile(file, count);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("saving " + file, e);
    }
  }

  private static void refuseExisting(Path target, SaveMode mode) throws IOException {
    if (mode == SaveMode.CREATE && Files.exists(target)) {
      throw new FileAlreadyExistsException(target.toString(), null, "use SaveMode.REPLACE");
    }
  }

  private static void move(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static long writeJson(Iterator<DataRecord> records, Path part) throws IOException {
    long count = 0;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
      out.write('[');
      for (; records.hasNext(); count++) {
        if (count > 0) {
          out.write(',');
          out.write('\n');
        }
        out.write(SavedJson.of(records.next()));
      }
      out.write(']');
    }
    return count;
  }

  /** The columns are known at the end only, so the records take a way through a second file. */
  private static long writeCsv(Iterator<DataRecord> records, Path part) throws IOException {
    Path json = Files.createTempFile(part.getParent(), ".", ".part");
    try {
      CsvColumns columns = new CsvColumns();
      long count = writeJson(new Observed(records, columns), json);
      try (InputStream in = Files.newInputStream(json)) {
        columns.write(records(in), part);
      }
      return count;
    } finally {
      Files.deleteIfExists(json);
    }
  }

  private static Iterator<DataRecord> records(InputStream in) {
    RecordReader reader = new RecordReader(in);
    return new Iterator<>() {
      private @Nullable DataRecord next;

      @Override
      public boolean hasNext() {
        try {
          next = next == null ? reader.next() : next;
          return next != null;
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public DataRecord next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        DataRecord record = next;
        next = null;
        return record;
      }
    };
  }

  /** Lets the columns see every record that passes. */
  private record Observed(Iterator<DataRecord> records, CsvColumns columns)
      implements Iterator<DataRecord> {

    @Override
    public boolean hasNext() {
      return records.hasNext();
    }

    @Override
    public DataRecord next() {
      DataRecord record = records.next();
      columns.observe(record);
      return record;
    }
  }
}
