#!/usr/bin/python3
"""Effective stiffness by dolfinx: homogenise.py FOLDER reads problem.json and the voxels, leaves result.json.

One trilinear hexahedron per voxel, periodic by dolfinx_mpc, conjugate gradients preconditioned by algebraic multigrid.
Started by mpirun it uses all ranks. homogenise.py --version prints the versions.
"""
import json
import os
import sys
import time

VERSION = "1"  # changes whenever a digit of a result may
VOIGT = [(0, 0), (1, 1), (2, 2), (1, 2), (0, 2), (0, 1)]


def version():
    import dolfinx
    import dolfinx_mpc  # noqa: F401  probe and result need it as well
    import petsc4py

    if not dolfinx.__version__.startswith("0.5."):
        sys.exit(f"dolfinx {dolfinx.__version__}: this script is for 0.5, whose names later versions have changed")
    return f"dolfinx {dolfinx.__version__}, PETSc {petsc4py.__version__}, script {VERSION}"


def lame(phase):
    E, nu = phase["E"], phase["nu"]
    return E * nu / ((1 + nu) * (1 - 2 * nu)), E / (2 * (1 + nu))


def near_kernel(V):
    """Translations and rotations, which multigrid must carry to its coarse grids."""
    from dolfinx import la
    from petsc4py import PETSc
    import numpy as np

    x = V.tabulate_dof_coordinates()[: V.dofmap.index_map.size_local]
    modes = []
    for k in range(6):
        m = la.create_petsc_vector(V.dofmap.index_map, V.dofmap.index_map_bs)
        a = m.array.reshape(-1, 3)
        if k < 3:
            a[:, k] = 1
        else:
            i, j = [(1, 2), (0, 2), (0, 1)][k - 3]
            a[:, i], a[:, j] = -x[:, j], x[:, i]
        m.assemble()
        for other in modes:
            m.axpy(-m.dot(other), other)
        m.normalize()
        modes.append(m)
    return PETSc.NullSpace().create(vectors=modes, comm=V.mesh.comm)


def solve(problem, voxels, comm):
    import dolfinx_mpc
    import numpy as np
    import ufl
    from dolfinx import fem, mesh
    from mpi4py import MPI
    from petsc4py import PETSc

    N = np.array(voxels.shape, dtype=float)
    grid = mesh.create_box(comm, [[0, 0, 0], N], voxels.shape, cell_type=mesh.CellType.hexahedron)
    cells = np.arange(grid.topology.index_map(3).size_local + grid.topology.index_map(3).num_ghosts, dtype=np.int32)
    hard = voxels[tuple(np.floor(mesh.compute_midpoints(grid, 3, cells)).astype(int).T)] == 1
    Q = fem.FunctionSpace(grid, ("DG", 0))
    lam, mu = fem.Function(Q), fem.Function(Q)
    for field, h, s in zip((lam, mu), lame(problem["hard"]), lame(problem["soft"])):
        field.x.array[cells] = np.where(hard, h, s)  # in DG 0 a cell's number is its degree of freedom

    V = fem.VectorFunctionSpace(grid, ("CG", 1))
    high = lambda x: np.isclose(x, N[:, None], atol=1e-6)
    mpc = dolfinx_mpc.MultiPointConstraint(V)
    mpc.create_periodic_constraint_geometrical(
        V, lambda x: high(x).any(axis=0), lambda x: np.where(high(x), 0, x), [])
    mpc.finalize()

    strain = fem.Constant(grid, np.zeros((3, 3)))
    weight = fem.Constant(grid, np.zeros((3, 3)))
    dx = ufl.dx(metadata={"quadrature_degree": 2})  # 2x2x2 Gauss points
    stress = lambda e: lam * ufl.tr(e) * ufl.Identity(3) + 2 * mu * e
    u, v = ufl.TrialFunction(V), ufl.TestFunction(V)
    A = dolfinx_mpc.assemble_matrix(fem.form(ufl.inner(stress(ufl.sym(ufl.grad(u))), ufl.grad(v)) * dx), mpc)
    A.assemble()
    load = fem.form(-ufl.inner(stress(strain), ufl.grad(v)) * dx)
    U = fem.Function(mpc.function_space)
    mean = fem.form(ufl.inner(stress(strain + ufl.sym(ufl.grad(U))), weight) * dx)
    A.setNearNullSpace(near_kernel(V))
    nothing = 1e-12 * max(problem[phase]["E"] for phase in ("hard", "soft")) * np.sqrt(voxels.size)

    ksp = PETSc.KSP().create(comm)
    ksp.setOperators(A)
    ksp.setType("cg")
    ksp.setNormType(PETSc.KSP.NormType.UNPRECONDITIONED)
    ksp.getPC().setType("gamg")
    ksp.setTolerances(rtol=problem["rtol"], max_it=5000)

    C = [[None] * 6 for _ in range(6)]
    iterations, residual = [], 0.0
    for j in problem["columns"]:
        a, b = VOIGT[j - 1]
        strain.value[:] = 0
        strain.value[a, b] += 0.5
        strain.value[b, a] += 0.5
        rhs = dolfinx_mpc.assemble_vector(load, mpc)
        rhs.ghostUpdate(addv=PETSc.InsertMode.ADD_VALUES, mode=PETSc.ScatterMode.REVERSE)
        if rhs.norm() <= nothing:  # equal phases: all that is left is rounding
            rhs.zeroEntries()
        ksp.solve(rhs, U.vector)
        r = rhs.duplicate()
        A.mult(U.vector, r)
        r.aypx(-1, rhs)
        norm = rhs.norm()
        iterations.append(ksp.getIterationNumber())
        residual = max(residual, r.norm() / norm if norm > 0 else 0.0)
        U.vector.ghostUpdate(addv=PETSc.InsertMode.INSERT, mode=PETSc.ScatterMode.FORWARD)
        mpc.backsubstitution(U.vector)
        for i, (a, b) in enumerate(VOIGT):
            weight.value[:] = 0
            weight.value[a, b] = 1
            C[i][j - 1] = comm.allreduce(fem.assemble_scalar(mean), MPI.SUM) / N.prod()
    return C, iterations, residual


def main(folder):
    start = time.time()
    name = version()
    import numpy as np
    from mpi4py import MPI

    with open(os.path.join(folder, "problem.json")) as f:
        problem = json.load(f)
    voxels = np.load(os.path.join(folder, problem["microstructure"]))
    C, iterations, residual = solve(problem, voxels, MPI.COMM_WORLD)
    if MPI.COMM_WORLD.rank == 0:
        result = os.path.join(folder, "result.json")
        with open(result + ".tmp", "w") as f:
            json.dump({"format": "temper-fem-1", "solver": "dolfinx", "version": name, "C": C,
                       "iterations": iterations, "residual": residual, "seconds": time.time() - start}, f)
        os.replace(result + ".tmp", result)


if __name__ == "__main__":
    if sys.argv[1:] == ["--version"]:
        print(version())
    elif len(sys.argv) == 2:
        main(sys.argv[1])
    else:
        sys.exit("usage: homogenise.py FOLDER | --version")
