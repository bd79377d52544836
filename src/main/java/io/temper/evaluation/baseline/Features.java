package io.temper.evaluation.baseline;

import io.temper.material.Microstructure;
import java.util.List;

/** Numbers that a regression takes in place of voxels. */
public interface Features {
    /** Short name: first part of a baseline's name. */
    String name();

    /** Features [microstructures][features], of the same number for all. */
    double[][] of(List<Microstructure> microstructures);
}
