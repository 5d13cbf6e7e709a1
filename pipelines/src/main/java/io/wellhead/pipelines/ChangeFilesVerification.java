// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import io.wellhead.transforms.changefiles.FileScan;
import io.wellhead.transforms.discovery.FileList;
import io.wellhead.transforms.discovery.FoundFile;
import io.wellhead.transforms.reconcile.DatabaseRows;
import io.wellhead.transforms.reconcile.DatabaseRows.SourceTable;
import io.wellhead.transforms.reconcile.Reconciliation;
import io.wellhead.transforms.reconcile.RowDifference;
import io.wellhead.transforms.reconcile.TableFigures;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Compares the current-state tables that {@link ChangeFilesToBigQuery} writes with its change
 * files, or with the source database.
 */
public final class ChangeFilesVerification {
  private ChangeFilesVerification() {}

  /**
   * What a comparison found.
   *
   * @param tables in the order of their names
   * @param problems of files that could not be read in all their parts
   */
  public record Result(List<TableFigures> tables, List<String> problems) {
    public Result {
      tables = List.copyOf(tables);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Compares with the files that the options name: the last event of each key counts.
   *
   * @param temporary folder for as much as the rows of both sides
   * @throws RejectedRunException if an option is not accepted
   * @throws IOException if files, warehouse or folder cannot be used
   */
  public static Result withFiles(
      ChangeFilesToBigQueryOptions options,
      Warehouse warehouse,
      Path temporary,
      Consumer<RowDifference> differences)
      throws RejectedRunException, IOException {
    ChangeFilesToBigQueryConfig config =
        ChangeFilesToBigQueryConfig.from(options, Clock.systemUTC());
    Preflight.checkFiles(options, config.files());
    List<String> problems = new ArrayList<>();
    try (Reconciliation reconciliation =
        new Reconciliation(warehouse, config.destinations(), false, temporary)) {
      FileList.each(
          config.files(),
          options,
          file -> {
            if (config.isMeant(file)) {
              add(file, reconciliation, problems);
            }
          });
      return new Result(reconciliation.compare(differences), problems);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void add(FoundFile file, Reconciliation reconciliation, List<String> problems) {
    try {
      FileScan.of(
          file,
          event -> {
            try {
              reconciliation.add(event);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          },
          problems::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Compares with the rows of a database as they are now.
   *
   * @param tables which of its tables, by {@code schema.table}
   * @throws RejectedRunException if an option is not accepted
   * @throws IOException if warehouse or folder cannot be used
   * @throws SQLException if the database cannot be read
   */
  public static Result withDatabase(
      ChangeFilesToBigQueryOptions options,
      Warehouse warehouse,
      DatabaseRows database,
      Predicate<String> tables,
      Path temporary,
      Consumer<RowDifference> differences)
      throws RejectedRunException, IOException, SQLException {
    try (Reconciliation reconciliation =
        new Reconciliation(
            warehouse, ChangeFilesToBigQueryConfig.destinations(options), true, temporary)) {
      for (SourceTable table : database.tables()) {
        if (tables.test(table.toString())) {
          reconciliation.addTable(database.of(table));
          database.read(table, reconciliation::add);
        }
      }
      return new Result(reconciliation.compare(differences), List.of());
    }
  }
}
