/** TensorFlow on the CPU or the GPU: which one is wanted and which can be had, its native libraries, its sessions. */
@NullMarked
package io.temper.vaereg.device;

import org.jspecify.annotations.NullMarked;
