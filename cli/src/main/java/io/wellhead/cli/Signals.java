// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Handles signals of the operating system. A shutdown hook cannot replace it: the JVM calls hooks
 * once, has begun to end by then, and no longer tells of a second signal.
 */
final class Signals {
  private Signals() {}

  /**
   * Runs the action, on a thread of its own, for each such signal in place of ending the process.
   * Where the JVM may not handle the signal (it was started with {@code -Xrs}) nothing changes.
   *
   * @param name without {@code SIG}, such as {@code TERM}
   */
  static void handle(String name, Runnable action) {
    try {
      // By reflection, because the compiler warns of these classes of jdk.unsupported and cannot be
      // told that there is nothing else.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof IllegalArgumentException)) {
        throw new IllegalStateException("cannot handle SIG" + name, e.getCause());
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot handle SIG" + name, e);
    }
  }
}
