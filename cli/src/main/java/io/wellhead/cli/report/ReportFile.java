// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Writes a report to a file. */
public final class ReportFile {
  private static final Duration USUAL_PERIOD = Duration.ofDays(7);

  private ReportFile() {}

  /** Writes the report of the newest seven days of all wells. */
  public static void write(Warehouse warehouse, Path file, Instant madeAt) throws IOException {
    ReportPeriod period = new ReportPeriod(null, null, USUAL_PERIOD);
    List<WellReport> wells = new ReportBuilder(warehouse).build(period, null, List.of());
    write(new ReportPage(wells, name(warehouse), madeAt).html(), file);
  }

  /** Where the data of the report are, for its reader. */
  static String name(Warehouse warehouse) {
    return warehouse.target().project()
        + "."
        + warehouse.target().datasetPrefix()
        + "restream_silver";
  }

  /** Whole or not at all: a reader never finds half a page. */
  static void write(String html, Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Files.createDirectories(target.getParent());
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      Files.writeString(part, html);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
