/**
 * The {@code wellhead run} commands: pipelines with checks before, progress while, and a summary
 * after.
 */
@NullMarked
package io.wellhead.cli.run;

import org.jspecify.annotations.NullMarked;
