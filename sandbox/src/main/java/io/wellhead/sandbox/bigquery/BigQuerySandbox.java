// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery;

import io.wellhead.sandbox.bigquery.port.JvmTrust;
import io.wellhead.sandbox.bigquery.port.ServerIdentity;
import io.wellhead.sandbox.bigquery.sql.Query;
import io.wellhead.sandbox.bigquery.sql.QueryRunner;
import io.wellhead.sandbox.bigquery.store.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A local stand-in for BigQuery on one loopback port: the REST API in plaintext and the Storage
 * Write API with TLS, stored in a DuckDB file. Beam's {@code BigQueryIO} runs against it unchanged:
 *
 * <pre>{@code
 * try (BigQuerySandbox sandbox = BigQuerySandbox.builder().file(Path.of("warehouse.duckdb")).start()) {
 *   sandbox.trustInThisJvm();
 *   // --bigQueryEndpoint=<endpoint()> --project=demo
 *   // --credentialFactoryClass=org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory
 * }
 * }</pre>
 *
 * <p>What is acknowledged is in the file, also after the process is killed. While the sandbox runs
 * it alone may open the file; afterwards any DuckDB can, and finds each dataset as a schema and
 * each table under its name. All methods may be called from any thread.
 */
public final class BigQuerySandbox implements AutoCloseable {
  private final Settings settings;
  private final ServerIdentity identity;
  private RunningServer server;

  private BigQuerySandbox(Settings settings, ServerIdentity identity, RunningServer server) {
    this.settings = settings;
    this.identity = identity;
    this.server = server;
  }

  private record Settings(
      Path file,
      boolean temporary,
      int port,
      String project,
      Clock clock,
      @Nullable Duration tombstoneLife) {

    RunningServer start(int onPort, ServerIdentity identity) throws IOException {
      Warehouse warehouse = Warehouse.open(file, project, clock, tombstoneLife);
      try {
        return RunningServer.start(onPort, identity, warehouse, clock);
      } catch (IOException | RuntimeException e) {
        warehouse.close();
        throw e;
      }
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * The root of the REST API, {@code http://localhost:PORT}, as {@code --bigQueryEndpoint} wants
   * it.
   */
  public synchronized String endpoint() {
    return server.endpoint();
  }

  public synchronized int port() {
    return server.port();
  }

  /** The project whose datasets become plain DuckDB schemas. */
  public String project() {
    return settings.project();
  }

  /** The DuckDB file. */
  public Path file() {
    return settings.file();
  }

  /**
   * The self-signed certificate of the TLS side; also served as PEM at {@code
   * /sandbox/certificate}.
   */
  public X509Certificate certificate() {
    return identity.certificate();
  }

  /**
   * Makes this JVM trust the sandbox besides all that it trusted before, by the {@code
   * javax.net.ssl.trustStore} properties and the default SSL context. Call it before the first
   * client is made.
   */
  public void trustInThisJvm() {
    JvmTrust.add(identity.certificate());
  }

  /**
   * Runs a query in the default project.
   *
   * @return the rows; each maps column names to {@code Long}, {@code Double}, {@code Boolean},
   *     {@code String}, {@code BigDecimal}, {@code Instant} (TIMESTAMP), {@code LocalDate}, {@code
   *     LocalTime}, {@code LocalDateTime}, {@code byte[]}, {@code List}, {@code Map} (RECORD) or
   *     null
   */
  public List<Map<String, @Nullable Object>> query(String sql) {
    return new QueryRunner(warehouse()).rows(Query.of(settings.project(), sql));
  }

  synchronized Warehouse warehouse() {
    return server.warehouse();
  }

  /**
   * Stops and starts again, on the same port and file and with the same certificate. Connections
   * are cut.
   */
  public synchronized void restart() {
    int port = server.port();
    server.close();
    try {
      server = settings.start(port, identity);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the sandbox again on port " + port, e);
    }
  }

  /** Stops the servers and closes the file; a temporary file is deleted. */
  @Override
  public synchronized void close() {
    server.close();
    if (settings.temporary()) {
      TemporaryFiles.delete(settings.file().toAbsolutePath().getParent());
    }
  }

  /** Settings of a sandbox. */
  public static final class Builder {
    private static final Pattern PROJECT = Pattern.compile("[a-z][a-z0-9:.-]{1,60}");

    private @Nullable Path file;
    private int port;
    private String project = "demo";
    private Clock clock = Clock.systemUTC();
    private @Nullable Duration tombstoneLife = Duration.ofDays(2);

    private Builder() {}

    /**
     * The DuckDB file to use or make. Beside it the certificate is kept, as {@code FILE.tls.p12}.
     */
    public Builder file(Path file) {
      this.file = Objects.requireNonNull(file, "file");
      return this;
    }

    /** A file in the temporary folder, deleted by {@link #close()}: the default. */
    public Builder temporary() {
      this.file = null;
      return this;
    }

    /** The port to listen on; 0, the default, takes any free one. */
    public Builder port(int port) {
      if (port < 0 || port > 65535) {
        throw new IllegalArgumentException("port is " + port + "; accepted: 0 to 65535");
      }
      this.port = port;
      return this;
    }

    /** The default project; {@code demo} if not given. */
    public Builder project(String project) {
      if (!PROJECT.matcher(project).matches()) {
        throw new IllegalArgumentException(
            "project is \""
                + project
                + "\"; accepted: a letter, then lower case letters, digits and dashes");
      }
      this.project = project;
      return this;
    }

    public Builder clock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /**
     * How long a deleted key is remembered, so that late upserts stay without effect; two days if
     * not given.
     */
    public Builder tombstoneLife(Duration life) {
      this.tombstoneLife = Objects.requireNonNull(life, "life");
      return this;
    }

    /** Remembers deleted keys for ever. */
    public Builder keepTombstones() {
      this.tombstoneLife = null;
      return this;
    }

    /** Opens the file and starts the servers. */
    public BigQuerySandbox start() {
      try {
        boolean temporary = file == null;
        Path path = file == null ? TemporaryFiles.folder().resolve("warehouse.duckdb") : file;
        Path folder = path.toAbsolutePath().getParent();
        Files.createDirectories(Objects.requireNonNull(folder, "folder"));
        Settings settings = new Settings(path, temporary, port, project, clock, tombstoneLife);
        ServerIdentity identity =
            temporary
                ? ServerIdentity.ofThisJvm()
                : ServerIdentity.keptIn(
                    folder.resolve(path.getFileName() + ".tls.p12"), Clock.systemUTC());
        return new BigQuerySandbox(settings, identity, settings.start(port, identity));
      } catch (IOException e) {
        throw new UncheckedIOException(
            "cannot start the BigQuery sandbox on port " + port + ": " + e.getMessage(), e);
      }
    }
  }
}
