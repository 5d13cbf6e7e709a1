// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.options;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.CommandException;
import io.wellhead.cli.ExitCode;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.RetryPolicy;
import io.wellhead.restream.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * The options that say which ReStream account is meant. The secret comes from the environment or a
 * file, never from the command line, where other users of the machine could see it.
 */
public final class ConnectionOptions {
  private static final String DEFAULT_HOST = "https://app.restreamsolutions.com";

  @Option(
      names = "--host",
      paramLabel = "URL",
      description = "Address of the service. Default: RESTREAM_HOST, else " + DEFAULT_HOST + ".")
  private @Nullable String host;

  @Option(
      names = "--client-id",
      paramLabel = "ID",
      description = "OAuth2 client id. Default: RESTREAM_CLIENT_ID.")
  private @Nullable String clientId;

  @Option(
      names = "--client-secret-file",
      paramLabel = "FILE",
      description =
          "File with the OAuth2 client secret. Default: the variable RESTREAM_CLIENT_SECRET.")
  private @Nullable Path secretFile;

  @Option(
      names = "--retry-for",
      paramLabel = "DURATION",
      defaultValue = "20s",
      converter = DurationConverter.class,
      description =
          "How long to go on trying when the service fails or cannot be reached; 0s: not at all.")
  private Duration retryFor;

  /** Makes the client; nothing is sent yet. */
  public RestreamClient open(CommandContext context, CommandLine line) {
    String url = firstOf(host, context.environment().get("RESTREAM_HOST"), DEFAULT_HOST);
    String id = firstOf(clientId, context.environment().get("RESTREAM_CLIENT_ID"), "");
    if (id.isBlank()) {
      throw new CommandException(
          ExitCode.CREDENTIALS, "no client id: set RESTREAM_CLIENT_ID or give --client-id");
    }
    Secret secret = secret(context);
    try {
      return RestreamClient.builder()
          .baseUrl(url)
          .credentials(id, secret)
          .retryPolicy(retryPolicy())
          .clock(context.clock())
          .build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          line, "--host=" + url + " (or RESTREAM_HOST): " + e.getMessage(), e);
    }
  }

  /** The same as options of a pipeline, which reads the secret itself. */
  public List<String> asPipelineOptions(CommandContext context) {
    return List.of(
        "--restreamBaseUrl="
            + firstOf(host, context.environment().get("RESTREAM_HOST"), DEFAULT_HOST),
        "--restreamClientId="
            + firstOf(clientId, context.environment().get("RESTREAM_CLIENT_ID"), ""),
        "--restreamClientSecret="
            + (secretFile == null ? "env:RESTREAM_CLIENT_SECRET" : "file:" + secretFile));
  }

  private RetryPolicy retryPolicy() {
    if (retryFor.isZero()) {
      return RetryPolicy.NONE;
    }
    RetryPolicy usual = RetryPolicy.DEFAULT;
    return new RetryPolicy(usual.maxAttempts(), usual.baseDelay(), usual.maxDelay(), retryFor);
  }

  private Secret secret(CommandContext context) {
    String text =
        secretFile == null ? context.environment().get("RESTREAM_CLIENT_SECRET") : read(secretFile);
    if (text == null || text.isBlank()) {
      throw new CommandException(
          ExitCode.CREDENTIALS,
          secretFile == null
              ? "no client secret: set RESTREAM_CLIENT_SECRET or give --client-secret-file"
              : "--client-secret-file=" + secretFile + ": the file is empty");
    }
    return Secret.of(text);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      throw new CommandException(
          ExitCode.NOT_FOUND, "--client-secret-file=" + file + ": no such file", e);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.CREDENTIALS, "--client-secret-file=" + file + ": cannot be read", e);
    }
  }

  private static String firstOf(
      @Nullable String option, @Nullable String variable, String otherwise) {
    if (option != null && !option.isBlank()) {
      return option;
    }
    return variable != null && !variable.isBlank() ? variable : otherwise;
  }
}
