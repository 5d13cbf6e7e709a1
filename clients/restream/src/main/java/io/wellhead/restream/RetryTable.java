// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

/**
 * What is repeated: the whole table, and the only one.
 *
 * <table>
 *   <caption>Verdict by outcome and kind of request</caption>
 *   <tr><th>outcome</th><th>GET, socket handshake, confirming POST</th><th>creating POST</th>
 *       <th>token POST</th></tr>
 *   <tr><td>no connection</td><td>repeat</td><td>repeat</td><td>repeat</td></tr>
 *   <tr><td>connection broken, time-out</td><td>repeat</td><td>outcome unknown</td><td>repeat</td></tr>
 *   <tr><td>body cut</td><td>repeat (a data stream resumes)</td><td>outcome unknown</td>
 *       <td>repeat</td></tr>
 *   <tr><td>2xx with a malformed body</td><td>give up</td><td>outcome unknown</td>
 *       <td>repeat when not JSON, give up when a field is missing</td></tr>
 *   <tr><td>401, 403</td><td>new token, then repeat</td><td>new token, then repeat</td>
 *       <td>give up</td></tr>
 *   <tr><td>408, 425, 429</td><td>repeat</td><td>repeat (it was refused)</td><td>repeat</td></tr>
 *   <tr><td>5xx</td><td>repeat</td><td>outcome unknown</td><td>repeat</td></tr>
 *   <tr><td>3xx, every other 4xx</td><td>give up</td><td>give up</td><td>give up</td></tr>
 * </table>
 *
 * <p>A confirmation is repeated because confirming twice is harmless (ReStream API, section 7.3);
 * whether creating a parameter twice is harmless is not known (section 2.9).
 */
final class RetryTable {

  enum Verdict {
    REPEAT,
    NEW_TOKEN_THEN_REPEAT,
    GIVE_UP,
    OUTCOME_UNKNOWN
  }

  private RetryTable() {}

  /**
   * Decides about one failed attempt.
   *
   * @param repeatable false for a creating POST
   */
  static Verdict verdict(Failure failure, boolean repeatable) {
    if (failure.onToken()) {
      return onToken(failure);
    }
    return switch (failure.kind()) {
      case NOT_SENT -> Verdict.REPEAT;
      case BROKEN, CUT -> repeatable ? Verdict.REPEAT : Verdict.OUTCOME_UNKNOWN;
      case MALFORMED -> repeatable ? Verdict.GIVE_UP : Verdict.OUTCOME_UNKNOWN;
      case STATUS -> onStatus(failure.status(), repeatable);
    };
  }

  private static Verdict onStatus(int status, boolean repeatable) {
    if (status == 401 || status == 403) {
      return Verdict.NEW_TOKEN_THEN_REPEAT;
    } else if (refusedForNow(status)) {
      return Verdict.REPEAT;
    } else if (status >= 500) {
      return repeatable ? Verdict.REPEAT : Verdict.OUTCOME_UNKNOWN;
    }
    return Verdict.GIVE_UP;
  }

  private static Verdict onToken(Failure failure) {
    return switch (failure.kind()) {
      case NOT_SENT, BROKEN, CUT -> Verdict.REPEAT;
      case MALFORMED -> Verdict.GIVE_UP;
      case STATUS ->
          refusedForNow(failure.status()) || failure.status() >= 500
              ? Verdict.REPEAT
              : Verdict.GIVE_UP;
    };
  }

  private static boolean refusedForNow(int status) {
    return status == 408 || status == 425 || status == 429;
  }
}
