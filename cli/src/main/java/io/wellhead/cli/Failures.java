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
import io.wellhead.transforms.warehouse.WarehouseException;
import java.io.PrintWriter;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
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

  /** What the failure is, or else what the nearest of its causes is that the table knows. */
  static ExitCode classify(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      ExitCode code = codeOf(cause);
      if (code != null) {
        return code;
      }
    }
    return ExitCode.INTERNAL;
  }

  /** The table; null for what is not in it. */
  private static @Nullable ExitCode codeOf(Throwable failure) {
    if (failure instanceof CommandException command) {
      return command.exitCode();
    }
    if (failure instanceof ParameterException || failure instanceof FileAlreadyExistsException) {
      return ExitCode.USAGE;
    }
    if (failure instanceof NoSuchFileException) {
      return ExitCode.NOT_FOUND;
    }
    if (failure instanceof RestreamException restream) {
      return ofRestream(restream);
    }
    if (failure instanceof RejectedRunException rejected) {
      return ofReason(rejected.reason());
    }
    if (failure instanceof WarehouseException warehouse) {
      return ofKind(warehouse.kind());
    }
    if (failure instanceof QueryException query) {
      return ofStatus(query.status().orElse(400));
    }
    if (failure instanceof SocketException
        || failure instanceof SocketTimeoutException
        || failure instanceof UnknownHostException) {
      return ExitCode.UNAVAILABLE;
    }
    return failure instanceof InterruptedException ? ExitCode.INTERRUPTED : null;
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

  private static ExitCode ofKind(WarehouseException.Kind kind) {
    return switch (kind) {
      case CREDENTIALS -> ExitCode.CREDENTIALS;
      case NOT_FOUND -> ExitCode.NOT_FOUND;
      case REFUSED -> ExitCode.REFUSED;
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
    String message = isUnknownCommand(failure) ? unknownCommand(failure) : oneLine(failure);
    err.println(line.getColorScheme().errorText("wellhead: " + message));
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
    err.flush();
    return ExitCode.USAGE.code();
  }

  /** Whether a word stands where only the name of a command can stand. */
  private static boolean isUnknownCommand(ParameterException failure) {
    return failure instanceof UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()
        && !failure.getCommandLine().getSubcommands().isEmpty();
  }

  private static String unknownCommand(ParameterException failure) {
    CommandLine line = failure.getCommandLine();
    String word = ((UnmatchedArgumentException) failure).getUnmatched().get(0);
    return printable(
        "'%s' is no command of '%s'; one of: %s"
            .formatted(
                word,
                line.getCommandSpec().qualifiedName(),
                String.join(", ", line.getSubcommands().keySet())));
  }

  private static String oneLine(Throwable failure) {
    return printable(messageOf(failure));
  }

  /**
   * One line. Messages may come from a server or a file: control characters would let them write to
   * the terminal.
   */
  static String printable(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", "; ").replaceAll("\\p{Cntrl}", "?");
  }

  /** What the failure says, and its causes down to the one that the table knows. */
  static String messageOf(Throwable failure) {
    StringBuilder line = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (isWrapper(cause)) {
        continue;
      }
      String message = message(cause);
      if (line.indexOf(message) < 0) {
        line.append(line.isEmpty() ? "" : ": ").append(message);
      }
      if (codeOf(cause) != null || classify(cause) == ExitCode.INTERNAL) {
        break;
      }
    }
    return line.toString();
  }

  /** Whether the exception tells nothing but its cause. */
  private static boolean isWrapper(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause != null && cause.toString().equals(failure.getMessage());
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    if (failure instanceof UnknownHostException) {
      return "unknown host: " + message;
    }
    if (failure instanceof NoSuchFileException) {
      return "no such file: " + message;
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "file exists already: " + message;
    }
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }
}
