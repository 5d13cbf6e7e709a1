// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.verify;

import static java.util.Objects.requireNonNull;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.CommandException;
import io.wellhead.cli.ExitCode;
import io.wellhead.cli.Wellhead;
import io.wellhead.cli.output.OutputFormat;
import io.wellhead.cli.run.ChangeFilesArguments;
import io.wellhead.pipelines.ChangeFilesToBigQueryOptions;
import io.wellhead.pipelines.ChangeFilesVerification;
import io.wellhead.pipelines.RejectedRunException;
import io.wellhead.transforms.reconcile.DatabaseRows;
import io.wellhead.transforms.reconcile.RowDifference;
import io.wellhead.transforms.restream.SecretReference;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Compares current-state tables with their change files, or with the source database. */
@Command(
    name = "changefiles",
    customSynopsis =
        "wellhead verify changefiles (--changeFiles=FOLDER | --source=URL) --project=PROJECT [OPTIONS]",
    description = {
      "Compare DOMAIN_silver, row by row and value by value, with the last event of each key in the change files, or"
          + " with the tables of the source database as they are now. Settings are applied to both.",
      "",
      "Takes the options of wellhead run changefiles; those that name tables must be the pipeline's. Changes of the last"
          + " minutes may be on their way still, and BigQuery may answer as of max_staleness ago. Values that"
          + " _metadata_notes leaves out are not compared. Needs room in --temporary for the rows of both sides."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellhead verify changefiles --changeFiles=gs://my-bucket/cdc --project=my-project",
      "  wellhead verify changefiles --source jdbc:postgresql://db/shop --source-user reader --source-password env:PW \\",
      "      --table 'public.*' --project=my-project --changeSettings=tables.yaml"
    })
final class VerifyChangeFilesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  private final CommandContext context;

  @Option(
      names = "--source",
      paramLabel = "URL",
      description =
          "JDBC address of the source database instead of files. PostgreSQL's driver is there; jars of others go to"
              + " the variable WELLHEAD_CLASSPATH.")
  private @Nullable String source;

  @Option(names = "--source-user", paramLabel = "NAME", description = "User of the database.")
  private @Nullable String user;

  @Option(
      names = "--source-password",
      paramLabel = "REFERENCE",
      description =
          "Where the password is kept: env:NAME, file:/path or projects/P/secrets/S/versions/V.")
  private @Nullable String password;

  @Option(
      names = "--source-stream",
      paramLabel = "NAME",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description = "Name of the stream, where names of tables or settings have {stream}.")
  private String stream = "";

  @Option(
      names = "--table",
      paramLabel = "SCHEMA.TABLE",
      split = ",",
      description = "With --source, only these tables; * stands for any characters.")
  private List<String> tables = new ArrayList<>();

  @Option(
      names = "--most",
      paramLabel = "NUMBER",
      defaultValue = "50",
      description = "How many differences to print at most.")
  private int most;

  @Option(
      names = "--temporary",
      paramLabel = "FOLDER",
      description = "Folder for temporary files. Default: the system's.")
  private @Nullable Path temporary;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "Format of the list of differences: ${COMPLETION-CANDIDATES}.")
  private OutputFormat output;

  @Unmatched private final List<String> pipelineOptions = new ArrayList<>();

  VerifyChangeFilesCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, RejectedRunException {
    ChangeFilesToBigQueryOptions options =
        ChangeFilesArguments.parse(pipelineOptions, spec.commandLine());
    if ((source == null) == (options.getChangeFiles() == null)) {
      throw new ParameterException(
          spec.commandLine(), "either --changeFiles or --source says what to compare with");
    }
    Warehouse warehouse = ChangeFilesArguments.open(options, spec.commandLine());
    Path folder = temporary == null ? Path.of(System.getProperty("java.io.tmpdir")) : temporary;
    List<RowDifference> shown = new ArrayList<>();
    long[] count = new long[1];
    ChangeFilesVerification.Result result =
        compare(
            options,
            warehouse,
            folder,
            difference -> {
              count[0]++;
              if (shown.size() < most) {
                shown.add(difference);
              }
            });
    RowComparison comparison =
        new RowComparison(result.tables(), result.problems(), shown, count[0], output);
    comparison.print(
        Wellhead.out(spec), output == OutputFormat.TABLE ? Wellhead.out(spec) : Wellhead.err(spec));
    return (comparison.isEqual() ? ExitCode.OK : ExitCode.DIFFERENT).code();
  }

  private ChangeFilesVerification.Result compare(
      ChangeFilesToBigQueryOptions options,
      Warehouse warehouse,
      Path folder,
      java.util.function.Consumer<RowDifference> differences)
      throws IOException, RejectedRunException {
    if (source == null) {
      return ChangeFilesVerification.withFiles(options, warehouse, folder, differences);
    }
    try (Connection connection = connect(requireNonNull(source))) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      return ChangeFilesVerification.withDatabase(
          options,
          warehouse,
          new DatabaseRows(connection, stream, context.clock().instant()),
          wanted(),
          folder,
          differences);
    } catch (SQLException e) {
      throw new CommandException(
          ExitCode.UNAVAILABLE, "--source=" + source + ": " + e.getMessage(), e);
    }
  }

  private Connection connect(String url) throws IOException, SQLException {
    Properties properties = new Properties();
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      try {
        properties.setProperty("password", SecretReference.parse(password).read());
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), "--source-password: " + e.getMessage(), e);
      }
    }
    return DriverManager.getConnection(url, properties);
  }

  private Predicate<String> wanted() {
    List<Pattern> patterns =
        tables.stream()
            .map(name -> Pattern.compile("\\Q" + name.strip().replace("*", "\\E.*\\Q") + "\\E"))
            .toList();
    return table ->
        patterns.isEmpty() || patterns.stream().anyMatch(p -> p.matcher(table).matches());
  }
}
