// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.services.bigquery.model.JobReference;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableRow;
import com.google.api.services.bigquery.model.TableSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a finished query. Pages are fetched while one iterates, so a result larger than
 * memory can be read; every iteration begins at the first row.
 */
public final class QueryResult implements Iterable<QueryRow> {
  private final QueryPages pages;
  private final @Nullable JobReference job;
  private final QueryPages.Page first;
  private final List<String> columns;
  private final Map<String, QueryRow.Position> positions;

  QueryResult(
      QueryPages pages,
      @Nullable JobReference job,
      @Nullable TableSchema schema,
      QueryPages.Page first) {
    this.pages = pages;
    this.job = job;
    this.first = first;
    List<TableFieldSchema> fields =
        schema == null || schema.getFields() == null ? List.of() : schema.getFields();
    this.columns = fields.stream().map(TableFieldSchema::getName).toList();
    this.positions = new LinkedHashMap<>();
    for (int index = 0; index < fields.size(); index++) {
      positions.put(
          fields.get(index).getName(), new QueryRow.Position(index, fields.get(index).getType()));
    }
  }

  /** Names of the columns, in order. */
  public List<String> columns() {
    return columns;
  }

  /**
   * Iterates over the rows.
   *
   * @return an iterator whose methods throw {@link UncheckedIOException} if a page cannot be
   *     fetched
   */
  @Override
  public Iterator<QueryRow> iterator() {
    return new RowIterator();
  }

  /** The rows as a stream; fails as the iterator does. */
  public Stream<QueryRow> stream() {
    return StreamSupport.stream(spliterator(), false);
  }

  /**
   * All rows, of a result that is known to fit into memory.
   *
   * @throws IOException if a page cannot be fetched
   */
  public List<QueryRow> all() throws IOException {
    try {
      return stream().toList();
    } catch (UncheckedIOException e) {
      throw new IOException("a page of the result cannot be fetched", e.getCause());
    }
  }

  private final class RowIterator implements Iterator<QueryRow> {
    private QueryPages.Page page = first;
    private Iterator<TableRow> rows = first.rows().iterator();

    @Override
    public boolean hasNext() {
      String token = page.nextToken();
      while (!rows.hasNext() && token != null && job != null) {
        try {
          page = pages.next(job, token);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        rows = page.rows().iterator();
        token = page.nextToken();
      }
      return rows.hasNext();
    }

    @Override
    public QueryRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the result has no further row");
      }
      return new QueryRow(positions, rows.next().getF());
    }
  }
}
