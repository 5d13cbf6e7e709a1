// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Writes events into a folder as Datastream lays them into a bucket: {@code
 * ROOT/[PREFIX/]OBJECT/yyyy/MM/dd/HH/mm/KEY_METHOD_n_n_n.EXT}. A file is closed when it is large
 * enough, when it was open long enough, and when the table's columns change, so that it holds one
 * schema. It appears whole: it is written into a hidden folder beside the root and moved.
 *
 * <p>All methods may be called from any thread.
 */
public final class ChangeFileWriter implements Closeable {
  private static final int LARGEST_BLOCK = 64_000;
  private static final int SMALLEST_BLOCK = 64;

  private final Path root;
  private final Path parts;
  private final Settings settings;
  private final Map<FileName, OpenFile> open = new LinkedHashMap<>();
  private int started;

  private ChangeFileWriter(Settings settings) throws IOException {
    this.settings = settings;
    Path base = settings.root().toAbsolutePath();
    root = Files.createDirectories(base.resolve(settings.prefix()));
    parts =
        Files.createTempDirectory(
            requireNonNull(base.getParent(), "a folder with a parent"), ".change-files-");
  }

  private record Settings(
      Path root,
      String prefix,
      FileFormat format,
      long rotateBytes,
      Duration rotateAfter,
      Clock clock) {}

  private static final class OpenFile {
    final EventFile file;
    final Path part;
    final Instant since;
    final int number;
    long events;

    OpenFile(EventFile file, Path part, Instant since, int number) {
      this.file = file;
      this.part = part;
      this.since = since;
      this.number = number;
    }
  }

  /** Settings of a writer into a folder, which is made if it does not exist. */
  public static Builder into(Path root) {
    return new Builder(root);
  }

  /** Adds an event to the file of its table, schema, method and minute. */
  public synchronized void write(Event event) throws IOException {
    FileName name = FileName.of(event);
    closeIf(other -> other.isOtherSchemaOf(name));
    OpenFile file = open.get(name);
    if (file == null) {
      file = begin(name);
      open.put(name, file);
    }
    file.file.add(event);
    file.events++;
    if (file.file.size() >= settings.rotateBytes()) {
      open.remove(name);
      finish(name, file);
    }
  }

  /** Closes the files that were open long enough; to be called now and then. */
  public synchronized void rotate() throws IOException {
    Instant latest = settings.clock().instant().minus(settings.rotateAfter());
    closeIf(name -> !requireNonNull(open.get(name), "file").since.isAfter(latest));
  }

  /** Closes all files: what was written before can be read now. */
  public synchronized void flush() throws IOException {
    closeIf(name -> true);
  }

  /** Closes all files. */
  @Override
  public synchronized void close() throws IOException {
    flush();
    Files.deleteIfExists(parts);
  }

  private void closeIf(Predicate<FileName> condition) throws IOException {
    for (FileName name : List.copyOf(open.keySet())) {
      if (condition.test(name)) {
        finish(name, requireNonNull(open.remove(name), "file"));
      }
    }
  }

  private OpenFile begin(FileName name) throws IOException {
    int number = started++;
    Path part = parts.resolve(Integer.toString(number));
    EventFile file =
        EventFile.create(part, settings.format(), name.origin(), name.schema(), blockBytes());
    return new OpenFile(file, part, settings.clock().instant(), number);
  }

  private int blockBytes() {
    long wanted = Math.max(SMALLEST_BLOCK, settings.rotateBytes() / 4);
    return (int) Math.min(LARGEST_BLOCK, wanted);
  }

  private void finish(FileName name, OpenFile file) throws IOException {
    file.file.close();
    if (file.events == 0) {
      // Its only event was refused.
      Files.delete(file.part);
      return;
    }
    int number = file.number;
    Path path = name.in(root, settings.format(), number, file.events);
    while (Files.exists(path)) {
      // An earlier run left files here.
      number++;
      path = name.in(root, settings.format(), number, file.events);
    }
    Files.createDirectories(path.getParent());
    Files.move(file.part, path, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Settings of a writer. */
  public static final class Builder {
    private final Path root;
    private String prefix = "";
    private FileFormat format = FileFormat.AVRO;
    private long rotateBytes = 250_000_000;
    private Duration rotateAfter = Duration.ofSeconds(15);
    private Clock clock = Clock.systemUTC();

    private Builder(Path root) {
      this.root = requireNonNull(root, "root");
    }

    /** Folders between the root and the tables, such as {@code cdc}; none if not given. */
    public Builder prefix(String prefix) {
      this.prefix = requireNonNull(prefix, "prefix");
      return this;
    }

    /** Avro without compression if not given. */
    public Builder format(FileFormat format) {
      this.format = requireNonNull(format, "format");
      return this;
    }

    /** A file is closed when it is so large; 250 MB if not given. */
    public Builder rotateAt(long bytes) {
      if (bytes < 1) {
        throw new IllegalArgumentException("rotateAt is " + bytes + "; accepted: 1 byte or more");
      }
      this.rotateBytes = bytes;
      return this;
    }

    /** A file is closed by {@link #rotate} when it was open so long; 15 s if not given. */
    public Builder rotateAfter(Duration time) {
      if (time.isNegative()) {
        throw new IllegalArgumentException("rotateAfter is " + time + "; accepted: 0 or more");
      }
      this.rotateAfter = time;
      return this;
    }

    public Builder clock(Clock clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /** Makes the folder. */
    public ChangeFileWriter open() throws IOException {
      return new ChangeFileWriter(
          new Settings(root, prefix, format, rotateBytes, rotateAfter, clock));
    }
  }
}
