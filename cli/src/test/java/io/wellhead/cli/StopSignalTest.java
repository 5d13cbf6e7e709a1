// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopSignalTest {
  private final List<Integer> exits = new ArrayList<>();
  private final StopSignal signal = new StopSignal(exits::add);

  @Test
  void commandThatDoesNotListen_endsWithItsProcessAtOnce() {
    signal.received(ExitCode.INTERRUPTED);

    assertThat(exits).containsExactly(130);
  }

  @Test
  void commandThatListens_isAskedTwiceBeforeItsProcessEnds() {
    signal.listen();

    signal.received(ExitCode.TERMINATED);
    assertThat(signal.isRaised()).isTrue();
    assertThat(signal.isRaisedAgain()).isFalse();
    signal.received(ExitCode.INTERRUPTED);
    assertThat(signal.isRaisedAgain()).isTrue();
    assertThat(exits).isEmpty();
    signal.received(ExitCode.INTERRUPTED);
    assertThat(exits).containsExactly(130);
  }

  @Test
  void commandThatNoLongerListens_endsAtOnceAgain() {
    signal.listen();
    signal.ignore();

    signal.received(ExitCode.TERMINATED);

    assertThat(exits).containsExactly(143);
  }

  @Test
  void exitCode_isThatOfTheFirstSignalUnlessTheCommandFailed() {
    assertThat(signal.exitCode(0)).isZero();
    signal.listen();
    signal.received(ExitCode.TERMINATED);
    signal.received(ExitCode.INTERRUPTED);

    assertThat(signal.exitCode(ExitCode.OK.code())).isEqualTo(143);
    assertThat(signal.exitCode(ExitCode.INTERRUPTED.code())).isEqualTo(143);
    assertThat(signal.exitCode(ExitCode.CUT_OFF.code())).isEqualTo(9);
    assertThat(signal.exitCode(ExitCode.UNAVAILABLE.code())).isEqualTo(5);
  }
}
