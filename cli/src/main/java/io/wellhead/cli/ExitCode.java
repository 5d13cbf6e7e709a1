// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli;

/**
 * What the exit code of {@code wellhead} says, so that a scheduler can tell a wrong option from a
 * service that is down. The codes are part of the command's contract: they are shown by {@code
 * wellhead --help} and never change their meaning.
 */
public enum ExitCode {
  OK(0, "done"),
  DIFFERENT(1, "what was compared differs; the differences were printed"),
  USAGE(2, "unknown or invalid option, or options that contradict each other; nothing was started"),
  CREDENTIALS(3, "credentials are missing, or the service refused them"),
  NOT_FOUND(4, "the pad, site, table, file or other thing that was named does not exist"),
  UNAVAILABLE(
      5, "the service cannot be reached, or still fails after the retries; try again later"),
  REFUSED(6, "the service understood the request and refused it"),
  UNKNOWN_OUTCOME(
      7, "the connection broke after a request that changes something; look before repeating it"),
  CHECK_FAILED(8, "the run ended, but its result is not what it must be"),
  CUT_OFF(
      9, "stopped before everything that was read was written; read again from before the stop"),
  INTERNAL(70, "an error of wellhead itself; run again with --verbose for the stack trace"),
  INTERRUPTED(130, "stopped by Ctrl-C; a pipeline has written everything that it had read"),
  TERMINATED(143, "stopped by SIGTERM, in the same way");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The number that the process ends with. */
  public int code() {
    return code;
  }

  /** One line for people. */
  public String meaning() {
    return meaning;
  }
}
