// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

/** What happens to a socket's connection. */
public sealed interface SocketEvent {

  /** Number of the connection, from 1. */
  int connection();

  /** The connection is open. Anything above 1 is a reconnect. */
  record Opened(int connection) implements SocketEvent {}

  /**
   * The connection ended or could not be made.
   *
   * @param reason for people, without secrets
   * @param last whether it is known already that no other connection follows
   */
  record Lost(int connection, String reason, boolean last) implements SocketEvent {}
}
