/** Microstructures that people send to the service: checked, kept under the hash of their voxels, the oldest removed first. */
@NullMarked
package io.temper.uploads;

import org.jspecify.annotations.NullMarked;
