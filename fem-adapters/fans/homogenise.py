#!/usr/bin/env python3
"""Effective stiffness by FANS: homogenise.py FOLDER THREADS reads problem.json and the voxels, leaves result.json.

Writes cell.json and cell.h5, runs FANS under mpirun, reads cell_result.h5. homogenise.py --version prints the versions.
"""
import json
import os
import shutil
import subprocess
import sys
import time

DATASET = "/cell"
MAX_ITERATIONS = 5000
# FANS: Mandel's order 11 22 33 12 13 23, shears times sqrt 2; here: column j -> its place and the factor
MANDEL = {1: (0, 1.0), 2: (1, 1.0), 3: (2, 1.0), 4: (5, 2**0.5), 5: (4, 2**0.5), 6: (3, 2**0.5)}


def version():
    try:
        said = subprocess.run(["FANS", "--version"], capture_output=True, text=True, check=True).stdout
        import h5py

        return f"{said.strip()}, h5py {h5py.__version__}, script 1"
    except FileNotFoundError:
        sys.exit("no FANS on the PATH: see https://github.com/DataAnalyticsEngineering/FANS")
    except ImportError:
        sys.exit(f"{sys.executable} has no h5py: install it (Debian: python3-h5py) or name another Python in adapter.yaml")


def moduli(phase):
    E, nu = phase["E"], phase["nu"]
    return E / (3 * (1 - 2 * nu)), E / (2 * (1 + nu))


def strain(j):
    """Unit strain j in FANS's order; an engineering shear of 1 is a Mandel component of 1/sqrt 2."""
    place, factor = MANDEL[j]
    e = [0.0] * 6
    e[place] = 1 / factor
    return [e]


def write(folder, problem, voxels):
    import h5py
    import numpy as np

    if voxels.shape[2] % 2:  # FANS fails on an odd number along z; twice the periodic cell is the same material
        voxels = np.concatenate([voxels, voxels], axis=2)
    with h5py.File(os.path.join(folder, "cell.h5"), "w") as f:
        cell = f.create_dataset(DATASET, data=np.ascontiguousarray(voxels.transpose(2, 1, 0)).astype("u1"))
        cell.attrs["permute_order"] = "zyx"
    (Ks, Gs), (Kh, Gh) = moduli(problem["soft"]), moduli(problem["hard"])
    deck = {
        "microstructure": {"filepath": "cell.h5", "datasetname": DATASET, "L": [float(n) for n in voxels.shape]},
        "problem_type": "mechanical",
        "strain_type": "small",
        "materials": [{"phases": [0, 1], "matmodel": "LinearElasticIsotropic",
                       "material_properties": {"bulk_modulus": [Ks, Kh], "shear_modulus": [Gs, Gh]}}],
        "FE_type": "HEX8",
        "method": "cg",
        "error_parameters": {"measure": "Linfinity", "type": "relative", "tolerance": problem["rtol"]},
        "n_it": MAX_ITERATIONS,
        "macroscale_loading": [strain(j) for j in problem["columns"]],
        "results": ["stress_average", "absolute_error"],
    }
    with open(os.path.join(folder, "cell.json"), "w") as f:
        json.dump(deck, f, indent=1)


def read(folder, columns):
    import h5py

    C = [[None] * 6 for _ in range(6)]
    iterations, residual = [], 0.0
    with h5py.File(os.path.join(folder, "cell_result.h5"), "r") as f:
        for k, j in enumerate(columns):
            load = f[f"{DATASET}_results/load{k}/time_step0"]
            stress = load["stress_average"][:]
            for i, (place, factor) in MANDEL.items():
                C[i - 1][j - 1] = float(stress[place]) / factor
            error = load["absolute_error"][:]
            iterations.append(len(error) - 1)
            residual = max(residual, float(error[-1] / error[0]) if error[0] > 0 else 0.0)
    return C, iterations, residual


def main(folder, threads):
    start = time.time()
    name = version()
    import numpy as np

    with open(os.path.join(folder, "problem.json")) as f:
        problem = json.load(f)
    voxels = np.load(os.path.join(folder, problem["microstructure"]))
    ranks = min(threads, voxels.shape[0] // 4)
    if ranks < 1:
        sys.exit(f"{voxels.shape[0]} voxels along x: FANS needs at least 4")
    if voxels.min() == voxels.max() or problem["hard"] == problem["soft"]:
        sys.exit("there is only one material, which FANS does not take")
    scratch = os.path.join(folder, "fans")
    shutil.rmtree(scratch, ignore_errors=True)
    os.mkdir(scratch)
    write(scratch, problem, voxels)
    command = ["mpirun", "--oversubscribe", "--bind-to", "none", "-n", str(ranks), "FANS", "cell.json", "cell_result.h5"]
    if subprocess.run(command, cwd=scratch).returncode != 0:
        sys.exit("FANS failed: see its output in stdout.log and stderr.log")
    C, iterations, residual = read(scratch, problem["columns"])
    result = os.path.join(folder, "result.json")
    with open(result + ".tmp", "w") as f:
        json.dump({"format": "temper-fem-1", "solver": "fans", "version": name, "C": C, "iterations": iterations,
                   "residual": residual, "seconds": time.time() - start}, f)
    os.replace(result + ".tmp", result)
    shutil.rmtree(scratch)


if __name__ == "__main__":
    if sys.argv[1:] == ["--version"]:
        print(version())
    elif len(sys.argv) == 3 and sys.argv[2].isdigit():
        main(sys.argv[1], int(sys.argv[2]))
    else:
        sys.exit("usage: homogenise.py FOLDER THREADS | --version")
