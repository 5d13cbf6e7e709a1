// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import io.wellhead.transforms.changesettings.Deletes;
import io.wellhead.transforms.warehouse.WarehouseOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.jspecify.annotations.Nullable;

/** Options of {@link ChangeFilesToBigQuery}, beside those of Beam and of the warehouse. */
public interface ChangeFilesToBigQueryOptions extends WarehouseOptions {
  @Description(
      "The folder of the stream's files, such as gs://my-bucket/cdc or /data/changes, with all folders in"
          + " it; or a pattern with * and **, such as gs://my-bucket/cdc/public_audits/**. Required.")
  @Nullable String getChangeFiles();

  void setChangeFiles(@Nullable String value);

  @Description(
      "Read only files that were made at that instant or later, such as 2030-06-01T00:00:00Z. It is the"
          + " file's own time that counts, not that of its folder. Default: all.")
  @Nullable String getChangeFrom();

  void setChangeFrom(@Nullable String value);

  @Description(
      "Read the files that are there and were made before that instant, or now for all of them, and end."
          + " Default: go on with new files.")
  @Nullable String getChangeUntil();

  void setChangeUntil(@Nullable String value);

  @Description(
      "Pub/Sub subscription with the notifications of the bucket, projects/P/subscriptions/S: new files are"
          + " read at once instead of at the next sweep. Sweeps go on, since notifications can be missed.")
  @Nullable String getChangeSubscription();

  void setChangeSubscription(@Nullable String value);

  @Description(
      "How often to look for new files, such as 30s. On Cloud Storage these sweeps look at the folders of"
          + " the last hours.")
  @Default.String("30s")
  String getChangeSweepInterval();

  void setChangeSweepInterval(String value);

  @Description(
      "How often to look at all folders of Cloud Storage, such as 1h: a file may come days after the hour"
          + " that its folder is named by.")
  @Default.String("1h")
  String getChangeWholeSweepInterval();

  void setChangeWholeSweepInterval(String value);

  @Description("How many files are read at once at most, in all workers together.")
  @Default.Integer(256)
  int getChangeReadConcurrency();

  void setChangeReadConcurrency(int value);

  @Description(
      "Names the datasets: DOMAIN_bronze and DOMAIN_silver. May have tokens: {database}, {schema},"
          + " {table}, {object}, {stream}, {source}.")
  @Default.String("{database}")
  String getChangeDomain();

  void setChangeDomain(String value);

  @Description(
      "Names the tables. May have the tokens of --changeDomain; two tables of a source must not get one"
          + " name.")
  @Default.String("{table}")
  String getChangeTable();

  void setChangeTable(String value);

  @Description(
      "File with settings of tables, such as gs://my-bucket/tables.yaml or tables.yaml: see"
          + " docs/reference/change-settings.md. It is read where the pipeline is started.")
  @Nullable String getChangeSettings();

  void setChangeSettings(@Nullable String value);

  @Description(
      "What becomes of a row that the source deletes: HARD deletes it, SOFT keeps it with"
          + " _metadata_deleted true.")
  @Default.Enum("HARD")
  Deletes getChangeDeletes();

  void setChangeDeletes(Deletes value);
}
