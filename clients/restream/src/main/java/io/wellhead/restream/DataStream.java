// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Data that is read while one iterates (ReStream API, sections 3 and 6).
 *
 * <p>Nothing is requested before the first {@code hasNext()}. Every {@link #iterator} is a new pass
 * with its own request. A pass that was cut goes on after the last record it delivered, so each
 * record comes once. The data of a pad come site by site, each site in the order of time.
 *
 * <p>A pass holds one of the three calls at a time that the service allows per endpoint until it is
 * read to its end or this stream is closed; a thread that asks for a fourth one gets an {@link
 * IllegalStateException} in place of a deadlock. Different threads may run different passes; {@link
 * #close} may be called from any thread and ends all passes with {@link CanceledException}.
 */
public final class DataStream implements Iterable<DataRecord>, AutoCloseable {

  private final Gateway gateway;
  private final Supplier<RecordPass> source;
  private final Set<RecordPass> passes = ConcurrentHashMap.newKeySet();

  DataStream(Gateway gateway, Supplier<RecordPass> source) {
    this.gateway = gateway;
    this.source = source;
  }

  /**
   * Starts a new pass, lazily.
   *
   * @return its {@code hasNext} throws {@link RestreamException} when the data cannot be had
   */
  @Override
  public Iterator<DataRecord> iterator() {
    return start();
  }

  /** A new pass as a sequential stream; closing it closes the pass. */
  public Stream<DataRecord> stream() {
    RecordPass pass = start();
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                pass, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE),
            false)
        .onClose(pass::close);
  }

  /**
   * Reads a new pass to its end in a thread of the client and hands each record to the consumer,
   * one after the other.
   *
   * @return the number of records; canceling it ends the pass
   */
  public CompletableFuture<Long> forEachAsync(Consumer<? super DataRecord> consumer) {
    return gateway
        .call(
            run -> {
              RecordPass pass = start();
              return run.during(pass::close, () -> consume(pass, consumer));
            })
        .submit();
  }

  private static long consume(RecordPass pass, Consumer<? super DataRecord> consumer) {
    try (pass) {
      long count = 0;
      for (; pass.hasNext(); count++) {
        consumer.accept(pass.next());
      }
      return count;
    }
  }

  /**
   * Writes a new pass to a file, whole or not at all.
   *
   * @param file its name ends in {@code .json} or {@code .csv}
   * @throws IllegalArgumentException when the name has another ending
   * @see SavedFile
   */
  public Call<SavedFile> save(Path file, SaveMode mode) {
    RecordFile.Format format = RecordFile.Format.of(file);
    return gateway.call(
        run -> {
          RecordPass pass = start();
          try (pass) {
            return run.during(pass::close, () -> RecordFile.save(pass, file, format, mode));
          }
        });
  }

  private RecordPass start() {
    passes.removeIf(RecordPass::isOver);
    RecordPass pass = source.get();
    passes.add(pass);
    return pass;
  }

  /** Ends all passes; this stream may be iterated again. */
  @Override
  public void close() {
    passes.forEach(RecordPass::close);
    passes.removeIf(RecordPass::isOver);
  }
}
