// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery;

import io.wellhead.sandbox.bigquery.control.Counters;
import io.wellhead.sandbox.bigquery.control.Faults;
import io.wellhead.sandbox.bigquery.port.JvmTrust;
import io.wellhead.sandbox.bigquery.port.ServerIdentity;
import io.wellhead.sandbox.bigquery.rest.AdminHandler;
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
  private final Counters counters = new Counters();
  private final Faults faults = new Faults(counters);
  private final RunningServer.Shared shared;
  private final int port;
  private @Nullable RunningServer server;

  private BigQuerySandbox(Settings settings, ServerIdentity identity) throws IOException {
    this.settings = settings;
    this.shared =
        new RunningServer.Shared(identity, settings.clock(), faults, counters, new Power());
    this.server = start(settings.port());
    this.port = server.port();
  }

  private record Settings(
      Path file,
      boolean temporary,
      int port,
      String project,
      Clock clock,
      @Nullable Duration tombstoneLife) {}

  private final class Power implements AdminHandler.Power {
    @Override
    public void restart() {
      BigQuerySandbox.this.restart();
    }

    @Override
    public void kill() {
      BigQuerySandbox.this.kill();
    }
  }

  private RunningServer start(int onPort) throws IOException {
    Warehouse warehouse =
        Warehouse.open(
            settings.file(), settings.project(), settings.clock(), settings.tombstoneLife());
    try {
      return new RunningServer(onPort, warehouse, shared);
    } catch (IOException | RuntimeException e) {
      warehouse.close();
      throw e;
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * The root of the REST API, {@code http://localhost:PORT}, as {@code --bigQueryEndpoint} wants
   * it.
   */
  public String endpoint() {
    return "http://localhost:" + port;
  }

  public int port() {
    return port;
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
    return shared.identity().certificate();
  }

  /**
   * Makes this JVM trust the sandbox besides all that it trusted before, by the {@code
   * javax.net.ssl.trustStore} properties and the default SSL context. Call it before the first
   * client is made.
   */
  public void trustInThisJvm() {
    JvmTrust.add(shared.identity().certificate());
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
    if (server == null) {
      throw new IllegalStateException("the sandbox is stopped");
    }
    return server.warehouse();
  }

  /** Faults to come. */
  public Faults faults() {
    return faults;
  }

  /** What was done so far, restarts included. */
  public Counters counters() {
    return counters;
  }

  /**
   * TLS handshakes that a client gave up since the last start, as those do that do not trust the
   * certificate.
   */
  public synchronized long trustFailures() {
    return server == null ? 0 : server.trustFailures();
  }

  /**
   * Stops without a word to anyone: connections are cut, requests under way stay without an answer,
   * whether they were done or not. {@link #restart} brings the sandbox back.
   */
  public synchronized void kill() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  /**
   * Stops and starts again, on the same port and file and with the same certificate. Connections
   * are cut.
   */
  public synchronized void restart() {
    kill();
    try {
      server = start(port);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the sandbox again on port " + port, e);
    }
  }

  /** Stops the servers and closes the file; a temporary file is deleted. */
  @Override
  public synchronized void close() {
    kill();
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
        return new BigQuerySandbox(settings, identity);
      } catch (IOException e) {
        throw new UncheckedIOException(
            "cannot start the BigQuery sandbox on port " + port + ": " + e.getMessage(), e);
      }
    }
  }
}
