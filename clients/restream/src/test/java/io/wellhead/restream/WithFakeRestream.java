// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of a client have in common: each has a service of its own and a client of it. */
abstract class WithFakeRestream {
  final FakeTime time = new FakeTime();
  FakeRestream server;
  RestreamClient client;

  @BeforeEach
  void start() throws IOException {
    server = new FakeRestream();
    client = server.client(time);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }
}
