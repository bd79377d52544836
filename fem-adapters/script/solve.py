#!/usr/bin/env python3
"""A whole solver for temper: solve.py FOLDER. Trilinear bricks, periodic, plain conjugate gradients. Copy it and put yours in."""
import itertools, json, os, sys
import numpy as np

VERSION = "1"
if sys.argv[1:] == ["--version"]:
    sys.exit(print(VERSION))
folder = sys.argv[1]
problem = json.load(open(os.path.join(folder, "problem.json")))
hard = np.load(os.path.join(folder, problem["microstructure"])) == 1  # (nx, ny, nz)

corners = list(itertools.product((0, 1), repeat=3))
def brick(E, nu):  # stiffness K (24 x 24) and integral of stress S (6 x 24), 2x2x2 Gauss points, Voigt 11 22 33 23 13 12
    D = np.diag([2.0, 2, 2, 1, 1, 1]) * E / (2 * (1 + nu)); D[:3, :3] += E * nu / ((1 + nu) * (1 - 2 * nu))
    K, S = np.zeros((24, 24)), np.zeros((6, 24))
    for p in itertools.product((0.5 - 12**-0.5, 0.5 + 12**-0.5), repeat=3):
        B = np.zeros((6, 24))
        for n, c in enumerate(corners):
            N = [x if k else 1 - x for x, k in zip(p, c)]
            g = [(1 if c[d] else -1) * N[d - 2] * N[d - 1] for d in range(3)]
            for row, d, e in ((0, 0, 0), (1, 1, 1), (2, 2, 2), (3, 1, 2), (3, 2, 1), (4, 0, 2), (4, 2, 0), (5, 0, 1), (5, 1, 0)):
                B[row, 3 * n + d] = g[e]
        K += B.T @ D @ B / 8; S += D @ B / 8
    return K, S
(Kh, Sh), (Ks, Ss) = (brick(**problem[phase]) for phase in ("hard", "soft"))
def gather(u): return np.concatenate([np.roll(u, [-k for k in c], (1, 2, 3)) for c in corners])  # (24, nx, ny, nz)
def force(U):  # on the nodes (3, nx, ny, nz), from the corners' displacements
    F = np.where(hard, np.tensordot(Kh, U, 1), np.tensordot(Ks, U, 1))
    return sum(np.roll(F[3 * n:3 * n + 3], c, (1, 2, 3)) for n, c in enumerate(corners))

C, iterations, residual = [[None] * 6 for _ in range(6)], [], 0.0
for j in problem["columns"]:
    strain = np.zeros((3, 3)); a, b = [(0, 0), (1, 1), (2, 2), (1, 2), (0, 2), (0, 1)][j - 1]
    strain[a, b] += 0.5; strain[b, a] += 0.5
    mean = np.broadcast_to((np.array(corners) @ strain).ravel()[:, None, None, None], (24,) + hard.shape)
    u = np.zeros((3,) + hard.shape); r = -force(mean); p = r.copy(); rr = start = np.vdot(r, r); n = 0
    while rr > problem["rtol"]**2 * start and rr > 1e-24 * Kh.max()**2 * hard.size:
        Kp = force(gather(p)); alpha = rr / np.vdot(p, Kp); u += alpha * p; r -= alpha * Kp
        rr, last, n = np.vdot(r, r), rr, n + 1; p = r + rr / last * p
        if n > 10000: sys.exit("no convergence in 10000 iterations")
    U = gather(u) + mean
    stress = (Sh @ U[:, hard].sum(1) + Ss @ U[:, ~hard].sum(1)) / hard.size
    for i in range(6): C[i][j - 1] = stress[i]
    iterations.append(n); residual = max(residual, float(np.sqrt(rr / start)) if start > 0 and n else 0.0)

result = os.path.join(folder, "result.json")
with open(result + ".tmp", "w") as f:
    json.dump({"format": "temper-fem-1", "solver": "script", "version": VERSION, "C": C, "iterations": iterations, "residual": residual}, f)
os.replace(result + ".tmp", result)  # whole or not at all
