// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands; hands the context to those whose constructor asks for it. */
final class ContextFactory implements IFactory {
  private final CommandContext context;
  private final IFactory others = CommandLine.defaultFactory();

  ContextFactory(CommandContext context) {
    this.context = context;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    Constructor<K> constructor;
    try {
      constructor = type.getDeclaredConstructor(CommandContext.class);
    } catch (NoSuchMethodException e) {
      return others.create(type);
    }
    try {
      constructor.setAccessible(true);
      return constructor.newInstance(context);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("cannot make command " + type.getSimpleName(), e.getCause());
    }
  }
}
