// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test a fresh sandbox, as a parameter or from {@link #sandbox()}; by default
 * unthrottled.
 *
 * <pre>{@code
 * @RegisterExtension
 * final RestreamSandboxExtension restream =
 *     new RestreamSandboxExtension(options -> options.seed(7));
 * }</pre>
 */
public final class RestreamSandboxExtension
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

  private final Function<RestreamSandboxBuilder, RestreamSandboxBuilder> options;
  private @Nullable RestreamSandbox sandbox;

  public RestreamSandboxExtension() {
    this(builder -> builder);
  }

  /**
   * @param options changes the options of an unthrottled sandbox
   */
  public RestreamSandboxExtension(
      Function<RestreamSandboxBuilder, RestreamSandboxBuilder> options) {
    this.options = options;
  }

  /** The sandbox of the running test. */
  public RestreamSandbox sandbox() {
    RestreamSandbox running = sandbox;
    if (running == null) {
      throw new IllegalStateException("there is a sandbox only while a test runs");
    }
    return running;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    sandbox = options.apply(RestreamSandbox.builder().pace(Pace.unthrottled())).start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    sandbox().close();
    sandbox = null;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RestreamSandbox.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return sandbox();
  }
}
