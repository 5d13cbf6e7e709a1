// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.output.Progress;
import io.wellhead.restream.DataRecord;
import io.wellhead.restream.DataStream;
import io.wellhead.restream.RecordFile;
import io.wellhead.restream.SaveMode;
import io.wellhead.restream.SavedFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where downloaded data go: standard output or a file, as JSON or CSV. */
final class DataTarget {
  /** The two forms of data; records are too wide and too many for a table. */
  enum Format {
    JSON,
    CSV;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description =
          "To standard output: json (an array with one record a line, the default) or csv (all fields).")
  private @Nullable Format format;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "To this file, whole or not at all; its name ends in .json or .csv.")
  private @Nullable Path file;

  @Option(names = "--overwrite", description = "Replace the file if it exists.")
  private boolean overwrite;

  /** Refuses what does not go together. */
  void check(RestreamOperation command) {
    Checks.holds(
        command,
        file == null || format == null,
        "--output is for standard output; with --file its name decides");
    Checks.holds(command, file != null || !overwrite, "--overwrite needs --file");
    if (file != null) {
      String name = file.toString();
      Checks.holds(
          command,
          name.endsWith(".json") || name.endsWith(".csv"),
          "--file=" + file + ": the name must end in .json or .csv");
    }
  }

  /** Reads the data to their end. */
  void write(DataStream data, RestreamOperation command) throws IOException {
    if (file != null && !overwrite && Files.exists(file)) {
      throw new FileAlreadyExistsException(file + "; give --overwrite to replace it");
    }
    try (Progress progress = Progress.of(command.context(), command.err(), "records")) {
      Iterator<DataRecord> records = progress.watch(data.iterator());
      if (file != null) {
        SavedFile saved =
            RecordFile.save(records, file, overwrite ? SaveMode.REPLACE : SaveMode.CREATE);
        command.err().println("Wrote " + saved.records() + " records to " + file);
      } else if (format == Format.CSV) {
        printCsv(records, command.out());
      } else {
        printJson(records, command.out());
      }
    }
  }

  private static void printJson(Iterator<DataRecord> records, PrintWriter out) {
    out.print("[");
    String separator = "\n";
    while (records.hasNext() && !out.checkError()) {
      out.print(separator);
      out.print(records.next().text());
      separator = ",\n";
    }
    out.println("\n]");
    out.flush();
  }

  /** The columns are known only after the last record, hence the file in between. */
  private static void printCsv(Iterator<DataRecord> records, PrintWriter out) throws IOException {
    Path folder = Files.createTempDirectory("wellhead");
    Path csv = folder.resolve("data.csv");
    try {
      RecordFile.save(records, csv, SaveMode.CREATE);
      try (var lines = Files.lines(csv, StandardCharsets.UTF_8)) {
        lines.forEach(line -> out.print(line + "\n"));
      }
      out.flush();
    } finally {
      Files.deleteIfExists(csv);
      Files.deleteIfExists(folder);
    }
  }
}
