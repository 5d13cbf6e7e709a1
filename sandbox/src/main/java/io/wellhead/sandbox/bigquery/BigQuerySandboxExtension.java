// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.wellhead.sandbox.bigquery.store.DatasetId;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs a temporary sandbox that this JVM trusts: for the whole class when registered in a static
 * field, else for each test.
 *
 * <pre>{@code
 * @RegisterExtension static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();
 * }</pre>
 */
public final class BigQuerySandboxExtension
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private final UnaryOperator<BigQuerySandbox.Builder> settings;
  private @Nullable BigQuerySandbox sandbox;
  private boolean forClass;

  public BigQuerySandboxExtension() {
    this(builder -> builder);
  }

  /**
   * @param settings changes the builder's defaults
   */
  public BigQuerySandboxExtension(UnaryOperator<BigQuerySandbox.Builder> settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
  }

  /** The sandbox of the running test or class. */
  public BigQuerySandbox sandbox() {
    if (sandbox == null) {
      throw new IllegalStateException(
          "the sandbox runs between beforeAll or beforeEach and the end of the test");
    }
    return sandbox;
  }

  public String endpoint() {
    return sandbox().endpoint();
  }

  /**
   * Makes a dataset whose name nobody used before: Beam remembers tables and connections by name as
   * long as the JVM lives.
   */
  public String newDataset() {
    String name = "ds_" + UUID.randomUUID().toString().replace('-', '_');
    sandbox()
        .warehouse()
        .datasets()
        .create(new DatasetId(sandbox().project(), name), JsonNodeFactory.instance.objectNode());
    return name;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    forClass = true;
    start();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (!forClass) {
      start();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (!forClass) {
      stop();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    forClass = false;
    stop();
  }

  private void start() {
    sandbox = settings.apply(BigQuerySandbox.builder()).start();
    sandbox.trustInThisJvm();
  }

  private void stop() {
    if (sandbox != null) {
      sandbox.close();
      sandbox = null;
    }
  }
}
