// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.workload;

import static java.util.Objects.requireNonNull;

import io.wellhead.sandbox.datastream.FileFormat;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Everything that a {@link DatastreamSandbox} can be told.
 *
 * @param folder root of the change files; made if it does not exist
 * @param format of the change files
 * @param rotation how long a file stays open
 * @param seed of the work
 * @param operations how much work is done; 0 for work without end
 * @param operationsPerSecond pace of the work; 0 for as fast as it goes
 */
public record DatastreamSandboxOptions(
    Path folder,
    FileFormat format,
    Duration rotation,
    long seed,
    int operations,
    int operationsPerSecond) {

  public DatastreamSandboxOptions {
    requireNonNull(folder, "folder");
    requireNonNull(format, "format");
    require(!rotation.isNegative(), "rotation", rotation);
    require(operations >= 0, "operations", operations);
    require(operationsPerSecond >= 0, "operationsPerSecond", operationsPerSecond);
    require(
        operations > 0 || operationsPerSecond > 0,
        "operationsPerSecond of work without end",
        operationsPerSecond);
  }

  /** Avro every five seconds, from 20 operations in a second, without end. */
  public static DatastreamSandboxOptions into(Path folder) {
    return new DatastreamSandboxOptions(folder, FileFormat.AVRO, Duration.ofSeconds(5), 1, 0, 20);
  }

  private static void require(boolean holds, String name, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(
          name + " is " + value + "; accepted: more than 0, or 0 where that is allowed");
    }
  }
}
