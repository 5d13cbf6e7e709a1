/** The treatment report: one self-contained HTML file with the plot and the stages of each well. */
@NullMarked
package io.wellhead.cli.report;

import org.jspecify.annotations.NullMarked;
