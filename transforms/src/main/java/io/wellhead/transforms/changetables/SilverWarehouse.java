// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.warehouse.RowSink;
import io.wellhead.transforms.warehouse.RowStreams;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.TableMaker;
import io.wellhead.transforms.warehouse.WarehouseException;
import java.io.IOException;
import java.io.Serializable;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.util.Sleeper;

/** Makes and widens tables, and takes their rows. One thread. */
interface SilverWarehouse extends AutoCloseable {
  /** Opens the warehouse that the options of a pipeline name. */
  @FunctionalInterface
  interface Opener extends Serializable {
    SilverWarehouse open(PipelineOptions options, ChangeDestinations destinations, Layer layer)
        throws IOException;
  }

  /**
   * Makes the table, or widens it, and the views that depend on it.
   *
   * @return the table as it is now
   * @throws SchemaConflictException if the table's view cannot be made
   */
  TableDefinition merge(TableDefinition wanted) throws WarehouseException;

  /** A stream of rows to that version of a table. */
  <C> RowSink<C> stream(TableDefinition table, RowSink.Outcome<C> outcome);

  /** What waits before a table is asked again. */
  default Sleeper sleeper() {
    return Sleeper.DEFAULT;
  }

  @Override
  void close();

  /** The warehouse that the options name. */
  static SilverWarehouse open(PipelineOptions options, ChangeDestinations destinations, Layer layer)
      throws IOException {
    TableMaker maker = TableMaker.from(options);
    ReferenceViews references = new ReferenceViews(maker, destinations);
    HistoryViews histories = new HistoryViews(maker);
    RowStreams streams = RowStreams.open(options, Sleeper.DEFAULT);
    return new SilverWarehouse() {
      @Override
      public TableDefinition merge(TableDefinition wanted) throws WarehouseException {
        TableDefinition merged = maker.merge(wanted);
        if (layer == Layer.VERSIONS) {
          histories.follow(merged);
        } else {
          references.follow(merged);
        }
        return merged;
      }

      @Override
      public <C> RowSink<C> stream(TableDefinition table, RowSink.Outcome<C> outcome) {
        return streams.to(table, outcome);
      }

      @Override
      public void close() {
        streams.close();
      }
    };
  }
}
