// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli;

import io.wellhead.pipelines.RejectedRunException;
import io.wellhead.restream.CanceledException;
import io.wellhead.restream.NotFoundException;
import io.wellhead.restream.OutcomeUnknownException;
import io.wellhead.restream.RestreamException;
import io.wellhead.restream.RetryableException;
import io.wellhead.restream.UnauthorizedException;
import io.wellhead.transforms.warehouse.QueryException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The one table from kinds of failure to exit codes, and how a failure is shown: one line, never a
 * stack trace.
 */
final class Failures {
  private Failures() {}

  /** The exit code for an exception that ended a command. */
  static int exitCode(Throwable failure) {
    return classify(failure).code();
  }

  static ExitCode classify(Throwable failure) {
    if (failure instanceof CommandException command) {
      return command.exitCode();
    }
    if (failure instanceof ParameterException) {
      return ExitCode.USAGE;
    }
    if (failure instanceof NoSuchFileException) {
      return ExitCode.NOT_FOUND;
    }
    if (failure instanceof FileAlreadyExistsException) {
      return ExitCode.USAGE;
    }
    if (failure instanceof RestreamException restream) {
      return ofRestream(restream);
    }
    if (failure instanceof RejectedRunException rejected) {
      return ofReason(rejected.reason());
    }
    if (failure instanceof PipelineExecutionException) {
      return classify(failure.getCause());
    }
    if (failure instanceof QueryException query) {
      return ofStatus(query.status().orElse(400));
    }
    if (failure instanceof SocketException
        || failure instanceof SocketTimeoutException
        || failure instanceof UnknownHostException) {
      return ExitCode.UNAVAILABLE;
    }
    if (failure instanceof InterruptedException) {
      return ExitCode.INTERRUPTED;
    }
    if (failure instanceof UncheckedIOException unchecked) {
      return classify(unchecked.getCause());
    }
    return ExitCode.INTERNAL;
  }

  private static ExitCode ofRestream(RestreamException failure) {
    if (failure instanceof NotFoundException) {
      return ExitCode.NOT_FOUND;
    }
    if (failure instanceof UnauthorizedException) {
      return ExitCode.CREDENTIALS;
    }
    if (failure instanceof RetryableException) {
      return ExitCode.UNAVAILABLE;
    }
    if (failure instanceof OutcomeUnknownException) {
      return ExitCode.UNKNOWN_OUTCOME;
    }
    if (failure instanceof CanceledException) {
      return ExitCode.INTERRUPTED;
    }
    return ExitCode
        .REFUSED; // a bad request, or an answer that is not what ReStream's API documents
  }

  private static ExitCode ofReason(RejectedRunException.Reason reason) {
    return switch (reason) {
      case OPTIONS -> ExitCode.USAGE;
      case CREDENTIALS -> ExitCode.CREDENTIALS;
      case NOT_FOUND -> ExitCode.NOT_FOUND;
      case UNAVAILABLE -> ExitCode.UNAVAILABLE;
    };
  }

  private static ExitCode ofStatus(int status) {
    return switch (status) {
      case 401, 403 -> ExitCode.CREDENTIALS;
      case 404 -> ExitCode.NOT_FOUND;
      case 408, 429 -> ExitCode.UNAVAILABLE;
      default -> status >= 500 ? ExitCode.UNAVAILABLE : ExitCode.REFUSED;
    };
  }

  static int report(Exception failure, CommandLine line, ParseResult parsed) {
    PrintWriter err = line.getErr();
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    ExitCode code = classify(failure);
    err.println(line.getColorScheme().errorText("wellhead: " + oneLine(failure)));
    if (Wellhead.isVerbose(line)) {
      failure.printStackTrace(err);
    } else if (code == ExitCode.INTERNAL) {
      err.println("(" + code.meaning() + ")");
    }
    err.flush();
    return code.code();
  }

  static int reportUsage(ParameterException failure, String[] arguments) {
    CommandLine line = failure.getCommandLine();
    PrintWriter err = line.getErr();
    err.println(line.getColorScheme().errorText("wellhead: " + oneLine(failure)));
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
    err.flush();
    return ExitCode.USAGE.code();
  }

  /**
   * Messages may come from a server or a file: control characters would let them write to the
   * terminal.
   */
  private static String oneLine(Throwable failure) {
    String message = failure.getMessage();
    if (failure instanceof UnknownHostException) {
      message = "unknown host: " + message;
    } else if (failure instanceof NoSuchFileException) {
      message = "no such file: " + message;
    } else if (failure instanceof FileAlreadyExistsException) {
      message = "file exists already: " + message;
    } else if (message == null || message.isBlank()) {
      message = failure.getClass().getSimpleName();
    }
    return message.replaceAll("\\s*\\R\\s*", "; ").replaceAll("\\p{Cntrl}", "?");
  }
}
