package io.temper.fem;

import java.nio.file.Path;

/**
 * One of many problems.
 *
 * @param folder of its own, made if it is missing; problem, result and logs are left in it
 */
public record FemTask(FemProblem problem, Path folder) {
    public FemTask {
        folder = folder.toAbsolutePath().normalize();
    }
}
