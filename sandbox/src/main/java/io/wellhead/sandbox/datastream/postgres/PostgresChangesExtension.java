// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.postgres;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Runs a stream of an empty database: for the whole class when registered in a static field, else
 * for each test. All tests of a JVM share one PostgreSQL, which is started once.
 *
 * <pre>{@code
 * @TempDir Path folder;
 *
 * @RegisterExtension
 * final PostgresChangesExtension postgres =
 *     new PostgresChangesExtension(() -> PostgresChanges.into(folder.resolve("files")));
 * }</pre>
 */
public final class PostgresChangesExtension
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private static final Namespace SHARED = Namespace.create(PostgresChangesExtension.class);

  private final Supplier<PostgresChanges.Builder> settings;
  private @Nullable PostgresChanges stream;
  private boolean forClass;

  /**
   * @param settings asked when the stream starts, after the test's temporary folders were made
   */
  public PostgresChangesExtension(Supplier<PostgresChanges.Builder> settings) {
    this.settings = requireNonNull(settings, "settings");
  }

  /** The stream of the running test or class. */
  public PostgresChanges stream() {
    PostgresChanges running = stream;
    if (running == null) {
      throw new IllegalStateException(
          "the stream runs between beforeAll or beforeEach and the end of the test");
    }
    return running;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    forClass = true;
    start(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    if (!forClass) {
      start(context);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException, SQLException {
    if (!forClass) {
      stop();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException, SQLException {
    forClass = false;
    stop();
  }

  private void start(ExtensionContext context) throws IOException {
    // Kept until the last test is done, so that the server outlives this test's stream.
    context
        .getRoot()
        .getStore(SHARED)
        .getOrComputeIfAbsent(PostgresServer.Lease.class, key -> PostgresServer.Lease.taken());
    stream = settings.get().start();
  }

  private void stop() throws IOException, SQLException {
    if (stream != null) {
      stream.close();
      stream = null;
    }
  }
}
