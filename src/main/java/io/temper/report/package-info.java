/** The report of a design for people: one self-contained HTML file with its figures. Plain Java. */
@NullMarked
package io.temper.report;

import org.jspecify.annotations.NullMarked;
