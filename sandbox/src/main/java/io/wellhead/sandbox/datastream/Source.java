// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

/** Kinds of databases. */
public enum Source {
  MYSQL("mysql-backfill-fulldump", "mysql-cdc-binlog"),
  POSTGRESQL("postgresql-backfill", "postgresql-cdc"),
  ORACLE("oracle-backfill", "oracle-cdc-logminer"),
  SQLSERVER("backfill", "cdc"),
  MONGODB("backfill", "cdc");

  private final String backfillMethod;
  private final String changeMethod;

  Source(String backfillMethod, String changeMethod) {
    this.backfillMethod = backfillMethod;
    this.changeMethod = changeMethod;
  }

  /** The {@code read_method} of rows that were read from the table. */
  public String backfillMethod() {
    return backfillMethod;
  }

  /** The {@code read_method} of changes that were read from the log. */
  public String changeMethod() {
    return changeMethod;
  }
}
